/** Reads what a scrape receives, in either format, by whatever language it was written. */

export interface Family {
  /** As samples have it: a counter of OpenMetrics with its `_total`, a histogram without its suffixes. */
  readonly name: string;
  /** In the words of OpenMetrics; `unknown` also where nothing is said. */
  readonly type: string;
  readonly samples: Sample[];
}
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  readonly families: ReadonlyMap<string, Family>;
  /** Families that are described more than once: Prometheus refuses the whole scrape. */
  readonly repeated: ReadonlySet<string>;
  /** Lines that are none of either format. */
  readonly unreadable: readonly string[];
}

const LABELS = /\{((?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",? *)*)\}/.source;
const NUMBER = /[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|nan)/.source;
/** Name, labels, value; then a time, then an exemplar. */
const SAMPLE = new RegExp(`^([a-z_:][\\w:]*)(?:${LABELS})? +(${NUMBER})(?: +${NUMBER})?(?: +# ${LABELS}.*)?$`, "i");
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const TYPE = /^# TYPE (\S+) (\S+)$/;
const PARTS = ["", "_bucket", "_sum", "_count", "_total", "_created", "_info"];
const CREATED = /_created$/;

export function parseExposition(text: string): Exposition {
  const openMetrics = /^# EOF$/m.test(text);
  const families = new Map<string, Family>();
  const repeated = new Set<string>();
  const unreadable: string[] = [];

  const familyNamed = (name: string, type: string): Family => {
    const family: Family = { name, type, samples: [] };
    families.set(name, family);
    return family;
  };
  const familyOf = (sample: string): Family => {
    for (const part of PARTS) {
      const family = sample.endsWith(part) && families.get(part === "" ? sample : sample.slice(0, -part.length));
      if (family) return family;
    }
    const counter = CREATED.test(sample) && families.get(sample.replace(CREATED, "_total"));
    if (counter) return counter;
    return familyNamed(sample, "unknown");
  };

  for (const line of text.split("\n")) {
    const [, family, type] = TYPE.exec(line) ?? [];
    if (family !== undefined && type !== undefined) {
      const name = openMetrics && type === "counter" ? `${family}_total` : family;
      if (families.has(name)) repeated.add(name);
      else familyNamed(name, type === "untyped" ? "unknown" : type);
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      const sample = sampleOf(line);
      if (sample) familyOf(sample.name).samples.push(sample);
      else unreadable.push(line);
    }
  }
  return { families, repeated, unreadable };
}

function sampleOf(line: string): Sample | undefined {
  const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const pairs = [...labels.matchAll(LABEL)].map(([, label = "", text = ""]) => [label, unescaped(text)]);
  return { name, labels: Object.fromEntries(pairs) as Readonly<Record<string, string>>, value: numberOf(value) };
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));

/** `+Inf` is no number to JavaScript. */
export const numberOf = (text: string): number => Number(text.replace(/^([+-]?)inf$/i, "$1Infinity"));
