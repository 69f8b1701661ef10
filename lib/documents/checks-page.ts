/** The page that lists every check: why it is there, what it says, and an example of what it refuses and of what it takes. */
import { EXAMPLE_DAY, findingsOfCheck, type CheckEntry } from "../checks";
import type { Finding } from "../model";
import { exampleText } from "./example-text";

export const checksPage = (entries: readonly CheckEntry[]): string => {
  const families = [...new Set(entries.map(familyOf))].sort();
  return [
    INTRODUCTION,
    table(entries, families),
    ...families.flatMap((family) => [
      `## ${family}`,
      ...entries.filter((entry) => familyOf(entry) === family).map(section),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
};

const INTRODUCTION = `# Checks

<!-- Written by \`npm run docs\` from the checks themselves. Change them, not this page. -->

Everything here is checked before anything is synthesized. An **error** stops the synthesis, a **warning** is printed. Each finding names the
place in the input, what is wrong, and what to write instead; the name of the check stands in brackets at its end.

Where a finding is right in general and wrong in your case, waive it at the alert, the recording rule or the pack that it is about, or in the
environment with the path of the finding:

\`\`\`ts
waivers: [{ check: "rule/nobody-reads", reason: "Read by a dashboard that is not deployed from here.", until: "2027-03-31" }];
\`\`\`

A waiver gives a reason and its last day. One that is over, that waives nothing or that names no check is a finding itself. What cannot be read
at all (\`input/…\`) cannot be waived.

The examples speak of a shop: the counter \`shop_orders_total{product, outcome}\`, the gauges \`shop_queue_length{queue}\` and
\`shop_free_bytes\`, and the histogram \`shop_checkout_duration_seconds{product}\` with the buckets 0.1, 0.5, 1 and 5. What an example leaves
out is as it should be.

Examples of objectives speak of the same shop, which also exports the gauges \`shop_oldest_order_age_seconds\`,
\`shop_last_export_timestamp_seconds\` and \`shop_open\`, and the histograms \`shop_payment_duration_seconds\` (native) and
\`shop_export_bytes\`. What is wrong with an objective by itself \`slo()\` refuses, before there is an environment.

Examples of routes have three alerts: \`ShopNoOrders\` is critical, \`ShopQueueLong\` is a warning, and \`Watchdog\` fires always. As it should
be, the heartbeat is told of the Watchdog, \`shop-oncall\` (PagerDuty and Slack) of what is critical, and \`shop\` (Slack) of warnings.

Examples of log pipelines are Fluentd's own configuration, of an application that writes JSON into files.`;

const familyOf = ({ id }: CheckEntry): string => id.split("/")[0] ?? "";

/** As GitHub makes them of headings. */
const anchor = (id: string): string => id.replaceAll("/", "");

const table = (entries: readonly CheckEntry[], families: readonly string[]): string =>
  [
    `| family | ${entries.length} checks |`,
    "| --- | --- |",
    ...families.map(
      (family) =>
        `| ${family} | ${entries
          .filter((entry) => familyOf(entry) === family)
          .map(({ id }) => `[${id.slice(family.length + 1)}](#${anchor(id)})`)
          .join(", ")} |`,
    ),
  ].join("\n");

const section = ({ id, severity, reason, examples }: CheckEntry): string => {
  const { passing = [], failing = [] } = examples?.() ?? {};
  const [wrong] = failing;
  const [right] = passing;
  const findings = wrong === undefined ? [] : findingsOfCheck(id, wrong, EXAMPLE_DAY);
  const isAbout = (part: string): boolean => findings.some(({ path }) => path.includes(`.${part}`));
  const shown = { runbook: isAbout("runbook"), tests: isAbout("tests") };
  return [
    `### ${id}`,
    `_${severity}_ · ${reason}`,
    ...(wrong === undefined ? [] : ["It refuses:", exampleText(wrong, shown), "and says:", said(findings)]),
    ...(right === undefined ? [] : ["It takes:", exampleText(right, shown)]),
  ].join("\n\n");
};

const said = (findings: readonly Finding[]): string =>
  ["```text", ...findings.map(({ path, problem, mend }) => `${path}: ${problem}\n  -> ${mend}`), "```"].join("\n");
