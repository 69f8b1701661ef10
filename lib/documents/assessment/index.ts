/** `assessment.md`: what is there, what of it is watched, what is not, what rests on one thing alone, and what to do next. */
import { runChecks } from "../../checks";
import { code, prose, table, type Finding, type Model, type WaiverFact } from "../../model";
import { componentReleases, counted, inOrder } from "../architecture";
import { pageHead, type Documented, type Page } from "../page";
import { whoIsTold } from "../who-is-told";
import { gapsOf, type Gap } from "./gaps";
import { maturityText, pillarsOf } from "./maturity";
import { projectSections } from "./project";
import { singlePoints, singlePointsText } from "./single-points";
import { packsTable, servicesTable, summary } from "./watched";

const asked = new WeakMap<Model, readonly Finding[]>();

/** The checks' own, for a day on which no waiver is over: a page does not change because a day has passed. */
const findingsOf = (model: Model): readonly Finding[] => {
  const [first = "1970-01-01"] = allWaivers(model).map(({ until }) => until);
  const findings = asked.get(model) ?? runChecks([model], first);
  asked.set(model, findings);
  return findings;
};

export const assessmentPages = ({ assessment, model, findings: known }: Documented): readonly Page[] => {
  const findings = (known ?? findingsOf(model)).filter(({ path }) => path.startsWith(`${model.name}.`));
  const told = whoIsTold(model);
  const gaps = gapsOf(model, told);
  return [
    {
      path: `${model.name}/assessment.md`,
      title: `Infrastructure assessment: ${model.name}`,
      purpose: "What is there, what is watched, what is not, single points of failure, maturity, and what to do next.",
      text: [
        pageHead(`Infrastructure assessment: ${model.name}`),
        introduction(model),
        "## What is there",
        ...present(model),
        "## Services",
        model.services.length === 0 ? "None is registered." : servicesTable(model),
        "## What is watched",
        summary(model),
        packsTable(model),
        "## What is not watched",
        gapsText(gaps),
        "## Findings",
        findingsText(findings),
        "## Waivers",
        waiversText(model),
        "## Single points of failure",
        singlePointsText(model),
        "## Maturity",
        ...maturityText(pillarsOf(model, findings, told)),
        "## What to do next",
        nextText(model, gaps, findings),
        ...projectSections(assessment),
      ]
        .join("\n\n")
        .concat("\n"),
    },
  ];
};

const introduction = ({ name, profile }: Model): string =>
  `What \`${name}\` (profile ${code(profile)}) consists of and how well it is watched, as far as the environment itself can tell: nothing here was asked of a running cluster. ` +
  "How it is built is in the [architecture](architecture.md).";

const present = (model: Model): readonly string[] => [
  ...model.installations.map(
    ({ cluster, namespaces, networkPolicies }) =>
      `The cluster ${code(cluster.name)} in ${code(cluster.region)}, with the namespaces ${namespaces
        .map(({ level, name }) => `${code(name)} (Pod Security ${code(level)})`)
        .join(" and ")}; network policies ${networkPolicies ? "deny what no connection allows" : "are off"}.`,
  ),
  table(
    ["component", "chart", "app version", "namespace", "replicas"],
    componentReleases(model).map(({ chart, name, namespace, path }) => [
      code(name),
      `${chart.name} ${chart.version}`,
      chart.appVersion,
      code(namespace),
      model.workloads
        .filter((each) => each.path === path || each.path.startsWith(`${path}.`))
        .map((each) => `${each.name} ${each.replicas === "every node" ? "on every node" : `x ${each.replicas}`}`)
        .join(", "),
    ]),
  ),
];

const gapsText = (gaps: readonly Gap[]): string =>
  gaps.length === 0
    ? "Nothing that this environment could know of."
    : table(
        ["what", "why it matters", "risk (1 to 5)", "what to do"],
        gaps.map(({ mend, risk, what, why }) => [what, why, `${risk}`, mend]),
      );

const findingsText = (findings: readonly Finding[]): string =>
  findings.length === 0
    ? "None is open: everything in [the list of checks](../checks.md) was looked at."
    : table(
        ["severity", "where", "what", "instead", "check"],
        findings.map(({ check, mend, path, problem, severity }) => [
          severity,
          code(path),
          prose(problem),
          prose(mend),
          code(check),
        ]),
      );

/** Those of the environment, of its packs and of their alerts; the first to end comes first. */
const allWaivers = ({ packs, waivers }: Model): readonly WaiverFact[] =>
  [
    ...waivers,
    ...packs.flatMap(({ path, pack }) => [
      ...pack.waivers.map((each) => ({ ...each, path })),
      ...pack.alerts.flatMap((alert) =>
        alert.waivers.map((each) => ({ ...each, path: `${path}.alerts.${alert.name}` })),
      ),
    ]),
  ].sort((a, b) => inOrder(`${a.until} ${a.path} ${a.check}`, `${b.until} ${b.path} ${b.check}`));

const waiversText = (model: Model): string => {
  const all = allWaivers(model);
  return all.length === 0
    ? "None."
    : table(
        ["holds until", "finding", "where", "reason"],
        all.map(({ check, path, reason, until }) => [until, code(check), code(path), prose(reason)]),
      );
};

/** Errors, then what is not watched by risk, then what there is one of. */
const nextText = (model: Model, gaps: readonly Gap[], findings: readonly Finding[]): string => {
  const steps = [
    ...findings.map(({ mend, path, problem }) => `Mend ${code(path)}: it ${prose(problem)}. Instead: ${prose(mend)}.`),
    ...gaps.filter(({ risk }) => risk >= 4).map(gapStep),
    ...singlePoints(model)
      .filter(({ avoidable }) => avoidable)
      .map(
        ({ path, what, why }) =>
          `Have more than one of: ${what} (${why}), at ${code(path)}${model.profile === "production" ? "" : `. For the profile ${code(model.profile)} it may be right`}.`,
      ),
    ...gaps.filter(({ risk }) => risk < 4).map(gapStep),
    ...[...model.waivers]
      .sort((a, b) => inOrder(a.until, b.until))
      .map(({ check, path, until }) => `By ${until}, mend what ${code(check)} says of ${code(path)}: its waiver ends.`),
  ];
  return steps.length === 0
    ? "Nothing that this environment could know of."
    : [
        `${counted(steps.length, "step")}, the most urgent first.`,
        "",
        ...steps.map((step, index) => `${index + 1}. ${step}`),
      ].join("\n");
};

const gapStep = ({ mend, what, why }: Gap): string => `Watch: ${what}. ${why} To do: ${mend}.`;
