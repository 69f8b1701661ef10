/** Folders that were made to break whoever reads them: none of them stops the assessment, keeps it busy, or makes it speak nonsense. */
import { assess, assessmentJson, assessmentMarkdown, starterFiles } from "../../../lib/assessment";
import { folderOf } from "../project-of";
import { bombs } from "./bombs";
import { encodings } from "./encodings";
import { fileSystems } from "./file-systems";
import type { HostileCase } from "./hostile-case";
import { wrongTypes } from "./wrong-types";

/**
 * Milliseconds of a processor: for the assessment with its report, however busy the machine is with other things. Most take a tenth of a second,
 * the slowest three; but what the cases before have left to collect, and the parser of HCL that is being compiled meanwhile, count as well.
 */
const PATIENCE = 15_000;

const families: Readonly<Record<string, readonly HostileCase[]>> = {
  "file systems": fileSystems,
  encodings,
  bombs,
  "wrong types": wrongTypes,
};
const took: { readonly title: string; readonly milliseconds: number }[] = [];

// The first assessment loads the parsers: what is measured is the folder, not the disk of the machine.
beforeAll(async () => void (await assess(folderOf({ "a.tf": "a = 1", "a.yaml": "a: 1" }))));

describe.each(Object.entries(families))("%s", (_, cases) => {
  const possible = cases.filter(({ possible: here = true }) => here);
  test.each(possible.map((each) => [each.title, each] as const))(
    "%s",
    async (title, hostile) => {
      const folder = folderOf(hostile.files ?? {});
      hostile.prepare?.(folder);
      const started = process.cpuUsage();
      const assessment = await assess(folder);
      const texts = [
        assessmentMarkdown(assessment),
        assessmentJson(assessment),
        ...starterFiles(assessment, { name: "prod" }).values(),
      ];
      const { user, system } = process.cpuUsage(started);
      const milliseconds = (user + system) / 1_000;
      took.push({ title, milliseconds });

      expect(assessment.findings.filter(({ check }) => check === "assessment/incomplete")).toEqual([]);
      const told = assessment.findings.map(({ check, path }) => `${check} ${path}`);
      for (const wanted of hostile.told ?? []) expect(told.filter((each) => each.startsWith(wanted))).not.toEqual([]);
      for (const wanted of hostile.leftOut ?? []) {
        const [path, word] = wanted.split(" ");
        expect(assessment.leftOut).toContainEqual({ path, reason: expect.stringContaining(word ?? "") as string });
      }
      hostile.also?.(assessment, folder);
      expect(texts.filter((text) => text.includes(folder))).toEqual([]);
      expect(milliseconds).toBeLessThan(PATIENCE);
    },
    60_000,
  );
});

test("there are at least sixty", () => expect(Object.values(families).flat().length).toBeGreaterThanOrEqual(60));

afterAll(() => {
  const [slowest] = [...took].sort((a, b) => b.milliseconds - a.milliseconds);
  const seconds = ((slowest?.milliseconds ?? 0) / 1_000).toFixed(1);
  process.stdout.write(
    `hostile folders: ${took.length} assessed; the slowest took ${seconds} s of a processor (${slowest?.title})\n`,
  );
});
