/** `npm run docs`: writes the pages of `docs/generated/` from the objects that they describe. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generatedDocuments } from "../documents";
import { say } from "./say";

/** @returns the files that it has written */
export const writeDocuments = (folder: string): readonly string[] => {
  mkdirSync(folder, { recursive: true });
  return [...generatedDocuments()].map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
};

if (require.main === module)
  process.exitCode = say(`written: ${writeDocuments(path.join("docs", "generated")).join(", ")}`, 0);
