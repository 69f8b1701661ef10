/** Metrics that the programs of the project define, found by the words of each client library; bounded, for a program is not parsed here. */
import type { Evidence } from "../assessment";
import type { Project, SourceFile } from "../project";
import { shortened } from "./thing";

export type MetricType = "counter" | "gauge" | "histogram" | "summary";

export interface DefinedMetric {
  /** As it is exposed to Prometheus, the ending of counters as written. */
  readonly name: string;
  readonly type: MetricType;
  /** Its definition says a label such as `status` or `outcome`. */
  readonly tellsOutcome: boolean;
  readonly evidence: Evidence;
}

/** How a definition begins, and where its name stands after that. */
interface Form {
  readonly begins: RegExp;
  readonly name: RegExp;
  /** Dots become `_`, and the unit of timers is added. */
  readonly dotted?: boolean;
}

const QUOTED_NAME = /^\s{0,40}(?:name\s{0,5}[:=]\s{0,5})?["'`]([a-zA-Z_:][\w:.-]{1,120})["'`]/;
const NAMED = /\bname\s{0,5}[:=]\s{0,5}["'`]([a-zA-Z_:][\w:.-]{1,120})["'`]/i;

const FORMS: readonly Form[] = [
  // prom-client: new Counter({ name: "…" })
  {
    begins: /\bnew\s{1,5}(?:\w{1,40}\.)?(Counter|Gauge|Histogram|Summary)(?:<[^>\n]{0,200}>)?\s{0,5}\(\s{0,5}\{/g,
    name: NAMED,
  },
  // client_golang: prometheus.CounterOpts{ Name: "…" }
  { begins: /\b(Counter|Gauge|Histogram|Summary)Opts\s{0,5}\{/g, name: NAMED },
  // client_python, client_java: Counter("…"), Counter.build("…"), Counter.builder().name("…")
  {
    begins: /(?<!new )\b(Counter|Gauge|Histogram|Summary)(?:\.build(?:er)?)?\(/g,
    name: /^\s{0,40}(?:name\s{0,5}=\s{0,5})?["']([a-zA-Z_:][\w:]{1,120})["']|^\)\s{0,60}\.name\(\s{0,40}"([a-zA-Z_:][\w:]{1,120})"/,
  },
  // prometheus-net: Metrics.CreateCounter("…")
  { begins: /\bMetrics\.(?:\w{1,40}\(\)\.)?Create(Counter|Gauge|Histogram|Summary)\(/g, name: QUOTED_NAME },
  // OpenTelemetry: meter.createCounter("…"), create_counter("…"), Int64Counter("…"), CreateCounter<long>("…")
  {
    begins:
      /\b(?:create|Create|create_|Int64|Float64|u64_|f64_)(?:Observable|observable_)?(Counter|Gauge|Histogram|counter|gauge|histogram)(?:<\w{1,20}>)?\(/g,
    name: QUOTED_NAME,
    dotted: true,
  },
  // Micrometer: Counter.builder("…"), registry.counter("…")
  {
    begins: /\b(Counter|Gauge|Timer|DistributionSummary)\.builder\(/g,
    name: /^\s{0,40}"([a-zA-Z_][\w.]{1,120})"/,
    dotted: true,
  },
  { begins: /[rR]egistry\.(counter|gauge|timer|summary)\(/g, name: /^\s{0,40}"([a-zA-Z_][\w.]{1,120})"/, dotted: true },
  // Rust: register_counter_vec!("…"), counter!("…"), IntCounterVec::new(Opts::new("…")
  { begins: /\b(?:register_(?:int_)?)?(counter|gauge|histogram)(?:_vec)?!\(/g, name: QUOTED_NAME },
  {
    begins: /\b(?:Int)?(Counter|Gauge|Histogram)(?:Vec)?::(?:new|with_opts)\(/g,
    name: /^\s{0,40}(?:\w{0,40}::new\(\s{0,40})?"([a-zA-Z_:][\w:]{1,120})"/,
  },
  // Ruby: Prometheus::Client::Counter.new(:…), registry.counter(:…)
  { begins: /\b(Counter|Gauge|Histogram|Summary)\.new\(/g, name: /^\s{0,10}:([a-zA-Z_]\w{1,120})/ },
  { begins: /\.(counter|gauge|histogram|summary)\(/g, name: /^\s{0,10}:([a-zA-Z_]\w{1,120})/ },
  // PHP: getOrRegisterCounter("namespace", "…")
  {
    begins: /\b(?:getOrRegister|register)(Counter|Gauge|Histogram|Summary)\(/g,
    name: /^\s{0,40}["']\w{0,60}["']\s{0,5},\s{0,40}["'](\w{1,120})["']/,
  },
];

const TYPES: Readonly<Record<string, MetricType>> = {
  counter: "counter",
  gauge: "gauge",
  histogram: "histogram",
  summary: "summary",
  timer: "histogram",
  distributionsummary: "summary",
};

/** Words that the name of a library has in a file that defines metrics. */
const SIGNS = /prom|metric|micrometer|meter|opentelemetry|otel/i;

/** Of a definition, as much is read. */
const LENGTH = 600;
const MOST_FILES = 5_000;
const MOST_IN_FILE = 200;

const OUTCOME = /["'`:](?:status(?:_?code)?|http_status|code|outcome|result|state|success|error)\b/i;

const known = new WeakMap<Project, readonly DefinedMetric[]>();

export const definedMetrics = (project: Project): readonly DefinedMetric[] => {
  const before = known.get(project) ?? scanned(project);
  known.set(project, before);
  return before;
};

const scanned = (project: Project): readonly DefinedMetric[] =>
  project.sources
    .filter(
      ({ file, text }) =>
        !/(?:^|\/)(?:tests?|__tests__|spec)\/|[._]test\.|\.spec\./.test(file.path) && SIGNS.test(text),
    )
    .slice(0, MOST_FILES)
    .flatMap(definitionsIn);

const definitionsIn = ({ file, text }: SourceFile): readonly DefinedMetric[] => {
  const found = new Map<string, DefinedMetric>();
  for (const form of FORMS)
    for (const begin of text.matchAll(form.begins)) {
      if (found.size >= MOST_IN_FILE) break;
      const start = begin.index + begin[0].length;
      const rest = text.slice(start, start + LENGTH);
      const named = form.name.exec(rest);
      const name = named?.slice(1).find((each) => each !== undefined);
      const type = TYPES[(begin[1] ?? "").toLowerCase()];
      if (name === undefined || type === undefined) continue;
      const definition = definitionOf(rest, form.begins.source);
      const whole = exposedName(name, { form, definition, word: (begin[1] ?? "").toLowerCase() });
      if (!found.has(whole))
        found.set(whole, {
          name: whole,
          type,
          tellsOutcome: OUTCOME.test(definition),
          evidence: { file: file.path, line: lineAt(text, begin.index), sees: shortened(`${type} ${whole}`) },
        });
    }
  return [...found.values()];
};

/** Up to the end of the statement, as far as a blank line or the next definition tells it. */
const definitionOf = (rest: string, begins: string): string => {
  const [first = ""] = rest.split(/\n\s{0,40}\n/, 1);
  const next = new RegExp(begins).exec(first);
  return next === null ? first : first.slice(0, next.index);
};

const exposedName = (
  name: string,
  { form, definition, word }: { readonly form: Form; readonly definition: string; readonly word: string },
): string => {
  if (form.dotted === true) {
    const plain = name.replaceAll(/[.-]/g, "_");
    if (word === "counter") return plain.endsWith("_total") ? plain : `${plain}_total`;
    return word === "timer" && !plain.endsWith("_seconds") ? `${plain}_seconds` : plain;
  }
  const part = (key: string): string => new RegExp(`\\b${key}:\\s{0,5}"(\\w{1,60})"`).exec(definition)?.[1] ?? "";
  return [part("Namespace"), part("Subsystem"), name].filter((each) => each !== "").join("_");
};

const lineAt = (text: string, index: number): number => {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
};
