/**
 * The text that a scrape receives. Written here and not by prom-client, which adds `_total` to every counter's name when it writes OpenMetrics,
 * keeps the shorter name afterwards, and knows one format at a time.
 */
import type { ContractRegistry, DefaultLabels } from "./registry";

export type ExpositionFormat = "openmetrics" | "text";

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
  text: "text/plain; version=0.0.4; charset=utf-8",
};

/** What prom-client tells of a metric when it is asked; its types leave out the last two of a sample. */
interface Collected {
  readonly name: string;
  readonly help: string;
  readonly type: unknown;
  readonly values: readonly Sample[];
}
interface Sample {
  readonly value: number;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly metricName?: string;
  readonly exemplar?: Exemplar | null;
}
interface Exemplar {
  readonly labelSet: Readonly<Record<string, unknown>>;
  readonly value: number;
  readonly timestamp: number;
}

/** A metric whose values cannot be collected is left out, and `failed` is told: the others are worth having. */
export async function exposition(
  registry: ContractRegistry,
  format: ExpositionFormat,
  failed: (metric: string, error: unknown) => void,
): Promise<string> {
  const families = await Promise.all(
    registry.getMetricsAsArray().map(async ({ name }) => {
      try {
        const metric: Collected | undefined = await registry.getSingleMetric(name)?.get();
        return metric ? familyText(metric, format, registry.defaultLabels) : "";
      } catch (error) {
        failed(name, error);
        return "";
      }
    }),
  );
  return families.join("") + (format === "openmetrics" ? "# EOF\n" : "");
}

const TOTAL = "_total";

function familyText(
  { name, help, type, values }: Collected,
  format: ExpositionFormat,
  defaultLabels: DefaultLabels,
): string {
  const hasDefaults = Object.keys(defaultLabels).length > 0;
  const openMetrics = format === "openmetrics";
  // Neither format has a word for a counter that is not called one; Prometheus stores its samples all the same.
  const kind = type === "counter" && !name.endsWith(TOTAL) ? (openMetrics ? "unknown" : "untyped") : String(type);
  const family = openMetrics && kind === "counter" ? name.slice(0, -TOTAL.length) : name;
  let text = `# HELP ${family} ${escapedHelp(help, openMetrics)}\n# TYPE ${family} ${kind}\n`;
  for (const { metricName, labels, value, exemplar } of values) {
    text +=
      (metricName ?? name) +
      labelText(hasDefaults ? { ...defaultLabels, ...labels } : labels, openMetrics) +
      " " +
      numberText(value);
    if (openMetrics && exemplar) text += exemplarText(exemplar);
    text += "\n";
  }
  return text;
}

const exemplarText = ({ labelSet, value, timestamp }: Exemplar): string =>
  ` # ${labelText(labelSet, true) || "{}"} ${numberText(value)} ${timestamp}`;

function labelText(labels: Readonly<Record<string, unknown>>, openMetrics: boolean): string {
  const pairs = Object.entries(labels).map(([label, value]) => {
    const text = openMetrics && typeof value === "number" ? boundText(value) : String(value);
    return `${label}="${escaped(text)}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Bounds of buckets are labels, which queries compare as text: OpenMetrics has one spelling for each, Go's shortest, and never that of a whole number. */
function boundText(bound: number): string {
  if (!Number.isFinite(bound)) return numberText(bound);
  const [mantissa = "", power = ""] = bound.toExponential().split("e");
  const exponent = Number(power);
  if (bound === 0 || (exponent >= -4 && exponent < 6)) return Number.isInteger(bound) ? `${bound}.0` : String(bound);
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

const escaped = (text: string): string =>
  text.replace(/[\\\n"]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`));

/** Quotes are escaped in the help of OpenMetrics alone. */
const escapedHelp = (help: string, openMetrics: boolean): string =>
  openMetrics ? escaped(help) : escaped(help).replaceAll('\\"', '"');
