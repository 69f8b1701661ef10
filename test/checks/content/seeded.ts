/** Mistakes that people make in packs, at least one for each check of content. */
import { ownerRows, testRows, textRows } from "./seeded/alerts";
import { labelRows, queryRows } from "./seeded/queries";
import type { Seeded } from "./seeded/row";
import { ruleRows, waiverRows } from "./seeded/rules";

export const seeded: Readonly<Record<string, readonly Seeded[]>> = {
  queries: queryRows,
  "what queries give": labelRows,
  "what an alert tells": textRows,
  "whose an alert is": ownerRows,
  tests: testRows,
  "rules and packs": ruleRows,
  waivers: waiverRows,
};
