/**
 * The JSON that cdktf writes, byte for byte as json-stable-stringify makes it: keys sorted, two spaces, an empty list on two lines. That one copies
 * the text of a stack at every level of its data; here every piece is made once, and goes to the file.
 */
import { closeSync, openSync, writeFileSync } from "node:fs";

/** Texts are joined up to this length before they are written: few calls, and nothing as long as a stack is held twice. */
const CHUNK = 1 << 20;

export const writeStableJson = (file: string, data: unknown): void => {
  const descriptor = openSync(file, "w");
  let waiting = "";
  const flush = (): void => {
    writeFileSync(descriptor, waiting);
    waiting = "";
  };
  try {
    stableJson(data, (text) => {
      waiting += text;
      if (waiting.length > CHUNK) flush();
    });
    flush();
  } finally {
    closeSync(descriptor);
  }
};

/** @param out takes the text piece by piece */
export const stableJson = (data: unknown, out: (text: string) => void): void => {
  const put = (value: unknown, indent: string): void => {
    if (typeof value !== "object" || value === null) return out(JSON.stringify(value));
    const inner = `${indent}  `;
    let before = inner;
    if (Array.isArray(value)) {
      out("[");
      for (const item of value) {
        const content = jsonOf(item);
        out(before);
        put(isNothing(content) ? null : content, inner);
        before = `,${inner}`;
      }
      return out(`${indent}]`);
    }
    out("{");
    for (const key of Object.keys(value).sort()) {
      const content = jsonOf((value as Readonly<Record<string, unknown>>)[key]);
      if (isNothing(content)) continue;
      out(`${before}${JSON.stringify(key)}: `);
      put(content, inner);
      before = `,${inner}`;
    }
    out(`${indent}}`);
  };
  put(jsonOf(data), "\n");
};

/** What an object says of itself, as a date does. */
const jsonOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function"
    ? (value.toJSON as () => unknown)()
    : value;

/** No JSON has it: lists have null in its place, and objects leave it out. */
const isNothing = (value: unknown): boolean => JSON_LESS.has(typeof value);
const JSON_LESS: ReadonlySet<string> = new Set(["undefined", "function", "symbol"]);
