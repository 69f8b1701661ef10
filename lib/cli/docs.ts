/** `npm run docs`: writes the pages of `docs/generated/` from the objects that they describe. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generatedDocuments } from "../documents";
import { say } from "./say";

export const writeDocuments = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of generatedDocuments()) writeFileSync(path.join(folder, name), text);
};

if (require.main === module) {
  const folder = path.join("docs", "generated");
  writeDocuments(folder);
  process.exitCode = say(
    `written: ${[...generatedDocuments().keys()].map((name) => path.join(folder, name)).join(", ")}`,
    0,
  );
}
