/** The parser of HCL, which runs in WebAssembly and dies where it calls itself too often: kept from that, and not waited for after it. */
import { createRequire } from "node:module";
import type { Values } from "../../model";

/** Told here, because the package's own types bring those of browsers into every file. */
interface Hcl2Json {
  readonly parse: (fileName: string, text: string) => Promise<Values>;
}

export interface HclParser {
  /** @throws with the parser's words */
  readonly parse: (text: string) => Promise<Values>;
}

/**
 * Milliseconds without an answer after which the parser is dead. A parse that goes well answers before any timer can fire, however busy
 * the machine is: this is no limit on how long it takes.
 */
const PATIENCE = 1_000;

/** Signs before a value, and conditions within conditions: the parser calls itself for each. */
const CHAIN = /[!-](?:[ \t]?[!-]){150}/;
const CONDITIONS = 150;

/** Whether the parser would die of it. */
export const breaksParser = (text: string): boolean =>
  CHAIN.test(text) || text.split("\n").some((line) => line.split("?").length > CONDITIONS);

export const hclParser = (): HclParser => {
  let ready: Promise<(text: string) => Promise<Values>> | undefined;
  let dead = false;
  const started = async (): Promise<(text: string) => Promise<Values>> => {
    const { parse } = createRequire(__filename)("@cdktf/hcl2json") as Hcl2Json;
    // Loading takes as long as it takes.
    await parse("file.tf", "a = 1\n");
    return (text) => parse("file.tf", text);
  };
  return {
    parse: async (text) => {
      if (dead) throw new Error("the parser broke over another file");
      const parse = await (ready ??= started());
      let timer: NodeJS.Timeout | undefined;
      const death = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          dead = true;
          reject(new Error("the parser breaks over it"));
        }, PATIENCE);
      });
      try {
        return await Promise.race([parse(text), death]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
};
