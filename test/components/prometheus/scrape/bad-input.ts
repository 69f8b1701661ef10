/** Tables of bad input: each row is a finding that names the place and the mend. */
import type * as z from "zod";
import { staticTargets } from "../../../../lib/components/prometheus/scrape";
import { check } from "../../../../lib/model";

/** What is wrong, the input, the place of the finding in it, and words of the problem or the mend. */
export type Row = readonly [title: string, input: unknown, path: string, words: RegExp];

export const eachIsFound = (schema: z.ZodType, rows: readonly Row[]): void =>
  test.each(rows)("%s", (_, input, path, words) => {
    const findings = check(schema, input, "here");
    expect(findings.map((finding) => finding.path)).toContain(`here.${path}`);
    const finding = findings.find((each) => each.path === `here.${path}`);
    expect(`${finding?.problem} -> ${finding?.mend}`).toMatch(words);
    expect(finding?.mend).not.toMatch(/see its documentation/);
  });

export const base = { jobName: "job", discovery: [staticTargets(["localhost:9090"])] };
export const job = (settings: object): unknown => ({ ...base, ...settings });
export const source = (discovery: object): unknown => job({ discovery: [discovery] });
export const kubernetes = (settings: object): unknown => source({ kind: "kubernetes", role: "pod", ...settings });
export const consul = (settings: object): unknown => source({ kind: "consul", server: "consul:8500", ...settings });
export const subscriptionId = "00000000-0000-0000-0000-000000000000";
