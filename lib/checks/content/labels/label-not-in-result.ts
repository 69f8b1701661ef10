/** Labels that an alert's texts, labels and runbook show, and that its expression does not give. */
import { didYouMean, pack, textOf, type DeployedAlert, type Step } from "../../../model";
import {
  allLabels,
  labelsOf,
  mayCarry,
  NAME,
  readTemplate,
  regexLiteral,
  type LabelSet,
  type Node,
} from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content, type RuleInPlace } from "../content";
import { exampleAlert, modelWith, modelWithAlert, shop } from "../example";
import { alternativesOf, isExternal, lossMend, lossOf, lossText, written } from "./expression";

/** A text of an alert, and the labels that it shows. */
interface Shown {
  /** `annotations.summary` */
  readonly place: string;
  readonly labels: readonly string[];
  /** Whether the text is printed otherwise where the label is missing. */
  readonly asks: (label: string) => boolean;
  /** How a label is spelled there. */
  readonly spelled: (label: string) => string;
  /** Pages and messages show the alert as it arrives; a template sees the series alone. */
  readonly withStatic: boolean;
}

const shownBy = (alert: DeployedAlert): readonly Shown[] => [
  ...(["annotations", "labels"] as const).flatMap((section) =>
    Object.entries(alert[section]).map(([name, text]) => ({
      place: `${section}.${name}`,
      labels: readTemplate(text).labels,
      asks: (label: string) =>
        new RegExp(`{{-?\\s*(?:else\\s+)?(?:if|with)\\b[^}]*\\bLabels\\.${regexLiteral(label)}\\b`, "i").test(text),
      spelled: (label: string) => `$labels.${label}`,
      withStatic: false,
    })),
  ),
  ...(["diagnosis", "mitigation"] as const).flatMap((section) =>
    alert.runbook[section].map((step, index) => ({
      place: `runbook.${section}[${index}]`,
      labels: labelsInStep(step),
      // A step that does not fit is left out by whoever reads it.
      asks: () => true,
      spelled: (label: string) => `$${label}`,
      withStatic: true,
    })),
  ),
];

/** `$namespace` stands for a label; what a command sets itself, and what is in capitals, is the shell's. */
const labelsInStep = (step: Step): readonly string[] => {
  if (typeof step === "string") return [];
  const text = "command" in step ? step.command : textOf(step.query);
  const own = new Set(
    [...text.matchAll(/\b([a-z_]\w*)=|\b(?:for|read)\s+([a-z_]\w*)/g)].map((match) => match[1] ?? match[2]),
  );
  return [...new Set([...text.matchAll(/\$\{?([a-z][a-z0-9_]*)\b/g)].map(([, label = ""]) => label))].filter(
    (label) => "query" in step || !own.has(label),
  );
};

const mendFor = (
  label: string,
  { withStatic }: Shown,
  rule: RuleInPlace<DeployedAlert>,
  node: Node,
  content: Content,
): string => {
  const { labels } = rule.rule;
  const isStatic = label === "alertname" || !(labels[label] ?? "{{").includes("{{");
  if (!withStatic && isStatic)
    return `write its value itself: a template sees the labels of the series, not those of the alert`;
  if (!withStatic && isExternal(label, content)) return `write $externalLabels.${label}`;
  const loss = lossOf(label, rule, node, content);
  if (loss !== undefined) return lossMend(label, loss, rule);
  const known = [...(allLabels(labelsOf(node, content.world)) ?? [])].filter((each) => each !== NAME).sort();
  return known.length === 0 ? "leave it out: the result has no labels at all" : `write one of ${known.join(", ")}`;
};

const has = (label: string, result: LabelSet, { withStatic }: Shown, { labels }: DeployedAlert): boolean =>
  mayCarry(result, label) || (withStatic && (label === "alertname" || Object.hasOwn(labels, label)));

/** An alternative of `or` that lacks a label which others have. Of metrics without a contract people know what they do. */
const lacking = (label: string, node: Node, content: Content): Node | undefined =>
  content.closed ? alternativesOf(node).find((each) => !mayCarry(labelsOf(each, content.world), label)) : undefined;

const withStep = (step: Step) =>
  modelWithAlert({
    expr: "sum by (namespace, service) (shop_queue_length) > 100",
    runbook: {
      meaning: "Orders wait.",
      impact: "Customers wait.",
      diagnosis: [step],
      mitigation: ["Start more workers."],
    },
  });

export const labelNotInResult = check({
  id: "alert/label-not-in-result",
  severity: "error",
  judges: "each by itself",
  reason:
    "A label that the result does not have is printed as nothing: the message on the phone has a hole where the name of the broken thing should stand.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const rule of content.alerts) {
      const { node, path } = rule;
      if (node === undefined) continue;
      const result = labelsOf(node, content.world);
      const known = [...(allLabels(result) ?? [])];
      for (const shown of shownBy(rule.rule))
        for (const label of shown.labels) {
          if (has(label, result, shown, rule.rule)) {
            const without = shown.asks(label) ? undefined : lacking(label, node, content);
            if (without !== undefined)
              yield at(`${path}.${shown.place}`)
                .problem(`${shown.spelled(label)} prints nothing where ${written(rule, without)} is what fires`)
                .mend(`give both sides of or the label, or write {{ if $labels.${label} }} … {{ end }}`);
            continue;
          }
          const loss = lossOf(label, rule, node, content);
          yield at(`${path}.${shown.place}`)
            .problem(
              loss
                ? `${shown.spelled(label)} prints nothing: ${lossText(loss, rule)} drops ${label}`
                : `${shown.spelled(label)} prints nothing: the result never has ${label}${didYouMean(label, known)}`,
            )
            .mend(mendFor(label, shown, rule, node, content));
        }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({
        expr: "sum by (namespace, service) (shop_queue_length) > 100",
        summary: "{{ $labels.namespace }}/{{ $labels.service }}",
      }),
      modelWithAlert({ expr: "metric_of_another_shop > 100", summary: "{{ $labels.whatever }}" }),
      modelWithAlert({
        expr: "shop_queue_length > 100 or absent(shop_queue_length)",
        summary: "{{ if $labels.service }}{{ $labels.service }}{{ else }}The shop{{ end }}",
      }),
      modelWithAlert({ expr: 'absent(up{service="shop"})', summary: "{{ $labels.service }}" }),
      withStep({ text: "Look at the pods.", command: "for pod in a b; do kubectl -n $namespace logs $pod; done" }),
      withStep({ text: "See which queue grows.", query: 'shop_queue_length{service="$service"}' }),
      withStep({ text: "Tell the owner.", command: "notify $team about $alertname" }),
    ],
    failing: [
      modelWithAlert({ expr: "sum by (service) (shop_queue_length) > 100", summary: "{{ $labels.namespace }}" }),
      modelWithAlert({ expr: "sum(metric_of_another_shop) > 100", summary: "{{ $labels.service }}" }),
      modelWithAlert({ expr: "shop_queue_length > 100", summary: "{{ $labels.qeue }}" }),
      modelWithAlert({
        expr: "shop_queue_length > 100",
        description: "{{ $labels.severity }}: {{ $value | humanize }}",
      }),
      modelWithAlert({ expr: "shop_queue_length > 100 or absent(shop_queue_length)" }),
      modelWithAlert({ expr: "absent(shop_queue_length)", summary: "{{ $labels.service }}" }),
      withStep({ text: "Look at the pod.", command: "kubectl --namespace $namespace logs $pod" }),
      withStep({ text: "See which queue grows.", query: 'shop_queue_length{pod="$pod"}' }),
      modelWith([
        pack("shop", {
          metrics: shop,
          alerts: [
            exampleAlert({
              expr: "count(shop_queue_length > 100) > 3",
              labels: { queue: "{{ $labels.queue }}" },
              summary: "{{ $value }}",
            }),
          ],
        }),
      ]),
    ],
  }),
});
