/** What the texts of an alert say once Prometheus has filled them in. */
import type { DeployedAlert } from "../../../model";
import { onOneLine, readTemplate, type PrintedValue } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { modelWithoutContract } from "../promql/without-contract";
import { isWholeNumber } from "./whole-number";

const QUEUE_LONG = { expr: "shop_queue_length > 100" };

/** The texts that are templates, by their places. */
const textsOf = (alert: DeployedAlert): readonly (readonly [place: string, text: string])[] =>
  (["annotations", "labels"] as const).flatMap((section) =>
    Object.entries(alert[section]).map(([name, text]) => [`${section}.${name}`, text] as const),
  );

export const templateSyntax = check({
  id: "alert/template-syntax",
  severity: "error",
  judges: "each alone",
  reason:
    "Prometheus refuses the whole group of rules for a template that it cannot read. A field that does not exist it finds only when the alert fires, and sends the error in place of the text.",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts)
      for (const [place, text] of textsOf(rule)) {
        const [first] = readTemplate(text).problems;
        if (first === undefined) continue;
        const part = onOneLine(text.slice(first.from, first.to));
        yield at(`${path}.${place}`)
          .problem(part === "" || first.message.includes(part) ? first.message : `${part}: ${first.message}`)
          .mend(
            first.mend ??
              "write it in the template language of Prometheus: {{ $labels.service }}, {{ $value | humanize }}",
          );
      }
  },
  examples: () => ({
    passing: [
      modelWithAlert(QUEUE_LONG),
      modelWithAlert({
        ...QUEUE_LONG,
        description: '{{ with printf "up{service=%q}" $labels.service | query }}{{ . | first | value }}{{ end }}',
      }),
      modelWithAlert({
        ...QUEUE_LONG,
        description: '{{/* how many */}}{{ if gt $value 5.0 }}many{{ else }}few{{ end }} {{ index $labels "service" }}',
      }),
      modelWithAlert({ ...QUEUE_LONG, description: "{ braces } stay what they are" }),
    ],
    failing: [
      modelWithAlert({ ...QUEUE_LONG, summary: "{{ $labels.service waits" }),
      modelWithAlert({ ...QUEUE_LONG, summary: "{{ $label.service }} waits" }),
      modelWithAlert({ ...QUEUE_LONG, description: "{{ $value | humanise }}" }),
      modelWithAlert({ ...QUEUE_LONG, description: "{{ if $value }}many" }),
      modelWithAlert({ ...QUEUE_LONG, description: "{{ .labels.service }} waits" }),
      modelWithAlert({ ...QUEUE_LONG, labels: { queue: "{{ end }}" } }),
    ],
  }),
});

/** They leave a number as it is; all others make of it what people read, or look at it only. */
const PLAIN = new Set(["print", "println", "title"]);
const isRaw = ({ functions }: PrintedValue): boolean => functions.every((name) => PLAIN.has(name));

const mendOf = ({ after }: PrintedValue): string => {
  if (/^\s*%/.test(after)) return "write {{ $value | humanizePercentage }} of a ratio, without the % behind it";
  if (/^\s*(?:s|sec|seconds?|minutes?|hours?|days?)\b/i.test(after))
    return "write {{ $value | humanizeDuration }}, without the unit behind it";
  if (/^\s*(?:[KMGT]i?B|B|bytes?)\b/.test(after)) return "write {{ $value | humanize1024 }}B";
  return 'write {{ $value | humanize }}, humanizePercentage, humanizeDuration, or printf "%.0f", and the unit';
};

export const valueWithoutUnit = check({
  id: "alert/value-without-unit",
  severity: "error",
  judges: "each by itself",
  reason:
    "Printed as it is, a value reads 0.06666666666666667 or 1.2345e+09 on a phone at night. What it means should not have to be worked out.",
  *find(model): Iterable<Problem> {
    for (const { path, rule, node } of contentOf(model).alerts) {
      if (node === undefined || isWholeNumber(node, model) !== false) continue;
      for (const [place, text] of textsOf(rule)) {
        const raw = readTemplate(text).values.find(isRaw);
        if (raw !== undefined && place.startsWith("annotations."))
          yield at(`${path}.${place}`)
            .problem(`prints the value as it comes: ${onOneLine(text.slice(raw.from, raw.to))}${lastLine(raw)}`)
            .mend(mendOf(raw));
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ ...QUEUE_LONG, description: "{{ $value }} orders wait." }),
      modelWithAlert({ expr: "count(shop_queue_length > 100) > 3", description: "{{ $value }} queues are long." }),
      modelWithAlert({
        expr: "rate(shop_orders_total[5m]) > 5",
        description: "{{ $value | humanize }} orders per second.",
      }),
      modelWithAlert({
        expr: "rate(shop_orders_total[5m]) > 5",
        description: '{{ printf "%.1f" $value }} orders per second.',
      }),
      modelWithAlert({
        expr: "rate(shop_orders_total[5m]) > 5",
        description: "{{ if gt $value 9.0 }}Far{{ end }} too many.",
      }),
    ],
    failing: [
      modelWithoutContract({ expr: "avg(metric_of_another_shop) > 5", description: "{{ $value }} on average." }),
      modelWithoutContract({ expr: "avg(metric_of_another_shop) > 5", description: "{{ $value }} on average." }),
      modelWithAlert({ expr: "rate(shop_orders_total[5m]) > 5", description: "{{ $value }} orders per second." }),
      modelWithAlert({ expr: "shop_free_bytes < 1e9", description: "{{ .Value }} bytes are left." }),
      modelWithAlert({ expr: "avg(shop_queue_length) > 5", summary: "{{ $value | title }} of {{ $labels.service }}" }),
      modelWithAlert({ expr: "increase(shop_orders_total[1h]) > 5", description: "{{ $value }}% more" }),
    ],
  }),
});

/** A few words of what follows, so that the place is found. */
const lastLine = ({ after }: PrintedValue): string => /^[^\n]{0,20}/.exec(after)?.[0].trimEnd() ?? "";
