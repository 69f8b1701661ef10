/** How much of a project is looked at: enough for large ones, and an end for those that were made to have none. */

export interface Limits {
  /** Files in all. */
  readonly files: number;
  /** Folders and files that are listed, of whatever kind. */
  readonly entries: number;
  /** Folders within folders. */
  readonly depth: number;
  /** Bytes of a file that is read. */
  readonly fileBytes: number;
  /** Bytes that are read in all. */
  readonly bytes: number;
  /** Milliseconds after which nothing more is read. */
  readonly milliseconds: number;
}

export const LIMITS: Limits = {
  files: 20_000,
  entries: 200_000,
  depth: 32,
  fileBytes: 1_048_576,
  bytes: 268_435_456,
  milliseconds: 60_000,
};

/** Brackets within brackets, elements within elements: parsers call themselves for each. */
export const NESTING = 400;

/** Bytes that a parser gets which can be slow: each then ends within two seconds, whatever stands in the file. */
export const PARSED = {
  yaml: 262_144,
  hcl: 131_072,
  toml: 262_144,
  xml: 524_288,
  dockerfile: 32_768,
  settings: 262_144,
  source: 524_288,
} as const;

const UNITS = ["bytes", "KiB", "MiB", "GiB"] as const;

/** `1.5 MiB` */
export const sizeText = (bytes: number): string => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1).replace(/\.0$/, "")} ${UNITS[power] ?? "bytes"}`;
};
