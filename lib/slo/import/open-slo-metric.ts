/** Where a metric of OpenSLO comes from, and the query that asks for it. */
import { didYouMean } from "../../model";
import { anyFieldsOf, fieldsIn, fieldsOf, neededTextIn, textIn, type Fields } from "./fields";
import { objectNamed, type Objects } from "./open-slo-objects";
import { readQuery, type ReadQuery } from "./read-query";

/** Those that answer PromQL. */
const PROMETHEUS = /prometheus|thanos|cortex|mimir|victoria-?metrics/i;

/** What people call the query; OpenSLO leaves it to the source. */
const QUERY_KEYS = ["query", "promql", "expr"];

/** The query of `good`, `bad`, `total`, `raw` or a threshold. */
export const queryOf = (metric: Fields, objects: Objects): ReadQuery | undefined => {
  const { report, at } = metric;
  const source = fieldsIn(metric, "metricSource", "a metric source", ["metricSourceRef", "type", "spec"]);
  if (source === undefined)
    return report.refuse(
      "import/missing-key",
      at,
      'has no "metricSource"',
      "write metricSource with type: Prometheus and spec: { query: … }",
    );
  const type = typeOf(source, objects);
  const spec = source.get("spec");
  if (spec === undefined)
    return report.refuse("import/missing-key", source.at, 'has no "spec"', "write spec: { query: … }");
  const fields = anyFieldsOf(spec, "what Prometheus is asked", report);
  if (type === undefined) return undefined;
  if (!PROMETHEUS.test(type))
    return report.refuse(
      "import/data-source",
      (source.get("type") ?? spec).at,
      `is asked from ${type}, and here Prometheus alone is`,
      "write the same for Prometheus: type: Prometheus and a query in PromQL",
    );
  const key = QUERY_KEYS.find((each) => fields.get(each) !== undefined);
  if (key === undefined)
    return report.refuse(
      "import/missing-key",
      fields.at,
      `has no "query"${fields.keys.map((each) => didYouMean(each, QUERY_KEYS)).find((each) => each !== "") ?? ""}`,
      "write the query: spec: { query: … }",
    );
  const others = fields.keys.filter((each) => each !== key && !/^query_?type$/i.test(each));
  if (others.length > 0)
    report.warn(
      "import/not-carried-over",
      fields.at,
      `${others.join(", ")} is not read`,
      "nothing, if the query says all",
    );
  const text = textIn(fields, key);
  return text === undefined ? undefined : readQuery(text, fields.get(key)?.at ?? fields.at, "any", report);
};

/** What is written in its place counts, else what the data source says. */
const typeOf = (source: Fields, objects: Objects): string | undefined => {
  const { report } = source;
  const written = textIn(source, "type");
  const name = textIn(source, "metricSourceRef");
  const referred = name === undefined ? undefined : objectNamed("DataSource", name, objects);
  if (referred?.spec !== undefined && written === undefined) {
    const spec = fieldsOf(referred.spec, "a data source", ["description", "type", "connectionDetails"], report);
    return neededTextIn(spec, "type", "write type: Prometheus");
  }
  if (written !== undefined) return written;
  if (name === undefined)
    return report.refuse(
      "import/missing-key",
      source.at,
      'has neither "type" nor "metricSourceRef"',
      "write type: Prometheus",
    );
  const names = objects.filter(({ kind }) => kind === "DataSource").map((each) => each.name);
  return report.refuse(
    "import/reference",
    source.get("metricSourceRef")?.at ?? source.at,
    `there is no DataSource "${name}"${didYouMean(name, names)}`,
    "write it into the same file, or type: Prometheus beside the reference",
  );
};
