/** What the SDK's builders make as plain JSON. */

/** Without the functions that the SDK's objects carry, what is undefined, and what Grafana takes for granted. */
export const plain = <Json extends object>(json: Json): Json => copied(json) as Json;

const copied = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const source = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (item !== undefined && typeof item !== "function" && TAKEN_FOR_GRANTED[key] !== item)
      copy[key] = typeof item === "object" ? copied(item) : item;
  }
  return copy;
};

/** What the SDK writes into every panel and variable. */
const TAKEN_FOR_GRANTED: Readonly<Record<string, unknown>> = {
  transparent: false,
  skipUrlSync: false,
  multi: false,
  includeAll: false,
  allowCustomValue: true,
  auto: false,
  auto_min: "10s",
  auto_count: 30,
  fiscalYearStartMonth: 0,
};
