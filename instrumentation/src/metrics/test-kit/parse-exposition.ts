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
  /** Lines that are none of either format. */
  readonly unreadable: readonly string[];
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",? *)*)\})? +(\S+)(?: |$)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const TYPE = /^# TYPE (\S+) (\S+)$/;
const PARTS = ["", "_bucket", "_sum", "_count", "_total", "_created", "_info"];

export function parseExposition(text: string): Exposition {
  const openMetrics = /^# EOF$/m.test(text);
  const families = new Map<string, Family>();
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
    return familyNamed(sample, "unknown");
  };

  for (const line of text.split("\n")) {
    const [, family, type] = TYPE.exec(line) ?? [];
    if (family !== undefined && type !== undefined) {
      const total = openMetrics && type === "counter";
      familyNamed(total ? `${family}_total` : family, type === "untyped" ? "unknown" : type);
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      const sample = sampleOf(line);
      if (sample) familyOf(sample.name).samples.push(sample);
      else unreadable.push(line);
    }
  }
  return { families, unreadable };
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
