/** What an alert tells the person whom it wakes. */
import { isToken } from "../../../model";
import { labelsOf, type Node, type World } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

const QUEUE_LONG = { expr: "shop_queue_length > 100" };

const TEXTS = ["summary", "description"] as const;
const LINKS = ["runbook_url", "dashboard_url"] as const;

const MENDS: Readonly<Record<string, string>> = {
  summary: "say in one line what is wrong with what",
  description: "say what was seen, with figures",
  runbook_url: "leave it to the platform, which links the alert's own runbook",
  dashboard_url: "leave it to the platform, which links the dashboard of the alert or of its pack",
};

export const annotationsMissing = check({
  id: "alert/annotations-missing",
  severity: "error",
  judges: "each by itself",
  reason:
    "Whoever is woken sees the summary, reads the description, opens the runbook and the dashboard. What is missing is looked for while the outage goes on.",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts)
      for (const name of [...TEXTS, ...LINKS]) {
        const text = rule.annotations[name]?.trim() ?? "";
        const found = at(`${path}.annotations.${name}`);
        if (text === "") yield found.problem("is empty").mend(MENDS[name] ?? "write it");
        else if (LINKS.some((link) => link === name) && !isToken(text) && !/^https?:\/\/[^\s/]/.test(text))
          yield found.problem(`is "${text}", which no browser opens`).mend("write an address with http:// or https://");
      }
  },
  examples: () => ({
    passing: [
      modelWithAlert(QUEUE_LONG),
      modelWithAlert({ ...QUEUE_LONG, annotations: { runbook_url: "https://wiki.example/shop" } }),
    ],
    failing: [
      modelWithAlert({ ...QUEUE_LONG, summary: "" }),
      modelWithAlert({ ...QUEUE_LONG, description: " " }),
      modelWithAlert({ ...QUEUE_LONG, annotations: { runbook_url: "" } }),
      modelWithAlert({ ...QUEUE_LONG, annotations: { dashboard_url: "shop-overview" } }),
    ],
  }),
});

/** The labels that people know things by, the best first. */
const TELLING = ["service", "pod", "node", "instance", "job", "namespace"];

/** A template that prints something of the alert at hand. */
const CHANGING = /\{\{[^}]*(\$labels\b|\$value\b|\.Labels\b|\.Value\b|query\b)/;

export const constantSummary = check({
  id: "alert/constant-summary",
  severity: "error",
  judges: "each by itself",
  reason:
    "An alert fires for each series of its result. Where the summary is the same for all of them, five messages read like one that was sent five times.",
  *find(model): Iterable<Problem> {
    const { alerts, world } = contentOf(model);
    for (const { path, rule, node } of alerts) {
      const summary = rule.annotations["summary"] ?? "";
      if (node === undefined || summary.trim() === "" || CHANGING.test(summary) || isSingle(node, world)) continue;
      const { always } = labelsOf(node, world);
      const label =
        TELLING.find((each) => always.has(each)) ?? [...always].sort().find((each) => !each.startsWith("__"));
      yield at(`${path}.annotations.summary`)
        .problem("is the same for every series of the result")
        .mend(label === undefined ? "print {{ $value }}" : `say which one: {{ $labels.${label} }}`);
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ ...QUEUE_LONG, summary: "Orders of {{ $labels.service }} wait" }),
      modelWithAlert({
        expr: "sum(shop_queue_length) > 100",
        summary: "Orders wait",
        description: "{{ $value }} of them.",
      }),
      modelWithAlert({ expr: 'absent(shop_queue_length{job="shop"})', summary: "The shop is gone", description: "…" }),
    ],
    failing: [
      modelWithAlert({ ...QUEUE_LONG, summary: "Orders wait" }),
      modelWithAlert({ ...QUEUE_LONG, summary: "Orders wait in {{ $externalLabels.cluster }}" }),
    ],
  }),
});

/** Whether there can be one series at most: nothing that could tell two of them apart. */
const isSingle = (node: Node, world: World): boolean => {
  const { always, sometimes, open, key, values } = labelsOf(node, world);
  const differing = [...(key ?? [...always, ...sometimes])].filter(
    (label) => !always.has(label) || values.get(label)?.length !== 1,
  );
  return differing.length === 0 && (key !== undefined || !open);
};
