/** The queries that a runbook tells people to run. */
import type { DeployedAlert, Expression, LogExpression } from "../../../model";
import { parseLogql, parsePromql, type Parsed, type ParsedLog } from "../../../query";
import type { Content, RuleInPlace } from "../content";

interface InRunbook {
  /** `prod.packs.loki.alerts.LokiRequestErrors.runbook.diagnosis[2].query` */
  readonly path: string;
  readonly alert: RuleInPlace<DeployedAlert>;
  readonly text: string;
}

export type RunbookQuery =
  | (InRunbook & { readonly kind: "promql"; readonly parsed: Parsed })
  | (InRunbook & { readonly kind: "logql"; readonly parsed: ParsedLog });

const cache = new WeakMap<Content, readonly RunbookQuery[]>();

export const runbookQueries = (content: Content): readonly RunbookQuery[] => {
  const known = cache.get(content) ?? content.alerts.flatMap(queriesOf);
  cache.set(content, known);
  return known;
};

const queriesOf = (alert: RuleInPlace<DeployedAlert>): readonly RunbookQuery[] =>
  (["diagnosis", "mitigation"] as const).flatMap((section) =>
    alert.rule.runbook[section].flatMap((step, index) =>
      typeof step === "object" && "query" in step
        ? [readQuery(step.query, alert, `${alert.path}.runbook.${section}[${index}].query`)]
        : [],
    ),
  );

const readQuery = (
  query: Expression | LogExpression | string,
  alert: RuleInPlace<DeployedAlert>,
  path: string,
): RunbookQuery => {
  const text = typeof query === "string" ? query : query.text;
  const place = { path, alert, text };
  const isLog = typeof query === "string" ? isLogql(query) : query.kind === "logql";
  return isLog
    ? { ...place, kind: "logql", parsed: parseLogql(text) }
    : { ...place, kind: "promql", parsed: parsePromql(text) };
};

/** A plain text is what it can be read as; where it is neither, a pipe or a bare `{…}` gives it away. */
const isLogql = (text: string): boolean =>
  parsePromql(text).problems.length > 0 && (parseLogql(text).problems.length === 0 || /^\s*\{|\|[=~]?/.test(text));
