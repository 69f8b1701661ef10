/** All pages of `docs/generated/`, by file name. */
import { checkEntries } from "../checks";
import { checksPage } from "./checks-page";

export const generatedDocuments = (): ReadonlyMap<string, string> => new Map([["checks.md", checksPage(checkEntries)]]);
