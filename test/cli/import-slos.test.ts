/** What people see of `npm run import-slos`: the source on standard output, what is lost on standard error, and all or nothing. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { importSlos } from "../../lib/cli/import-slos";
import { temporaryFolder } from "../stacks/synthesized";

interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const ran = (...args: readonly string[]): Said => {
  const written = { out: "", err: "" };
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  const err = jest.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  try {
    return { exitCode: importSlos(args), ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
};

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const slos = (objective: string, labels = ""): string => `version: prometheus/v1
service: shop
${labels}slos:
  - name: answers
    description: People get answers.
    objective: ${objective}
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
`;

const good = file("good.yaml", slos("99.9"));
const lossy = file("lossy.yaml", slos("99.9", "labels: { tier: one }\n"));
const bad = file("bad.yaml", slos("100"));

test("objectives are printed as TypeScript", () =>
  expect(
    ran("--window", "28d", "--owner", "web", "--name", "answers=shop-answers", "--module", "cdktf-observability", good),
  ).toEqual({
    exitCode: 0,
    out: `/** Objectives, imported from ${good}. */
import { availability, days, promql, slo } from "cdktf-observability";

// ${good}:4
export const shopAnswers = slo({
  name: "shop-answers",
  service: "shop",
  description: "People get answers.",
  owner: "web",
  objective: "99.9%",
  window: days(28),
  sli: availability({
    total: promql\`http_requests_total\`,
    bad: promql\`http_requests_total{code=~"5.."}\`,
  }),
});

export const objectives = [shopAnswers];
`,
    err: "1 objective of 1 file: 0 errors, 0 warnings\n",
  }));

test("what is lost is told beside it", () => {
  const { exitCode, out, err } = ran(lossy);
  expect({ exitCode, printed: out.includes("slo({") }).toEqual({ exitCode: 0, printed: true });
  expect(err).toContain(`  warning ${lossy}:5: the labels tier="one" are not on its series and alerts here -> `);
});

test("one that cannot be carried over leaves nothing", () => {
  const { exitCode, out, err } = ran(good, bad);
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
  expect(err).toContain(`  error   ${bad}:6: "objective" is "100"`);
  expect(err).toMatch(/\nNothing is printed: 1 error, 0 warnings\n$/);
});

test.each([
  [["nowhere.yaml"], 'There is no file "nowhere.yaml".'],
  [["--window", "soon", good], '"soon" is no length of time; write e.g. 28d.'],
  [["--name", "answers", good], '"answers" is no pair of names; write OLD=NEW.'],
  [["--wrong", good], "Unknown option '--wrong'"],
  [[], "usage: npm run --silent import-slos"],
])("%j is wrong usage", (args, words) => {
  const { exitCode, out, err } = ran(...args);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err).toContain(words);
});
