/** What people see of `npm run routes`: the tree, the tables, one decision step by step, and words for what nobody understands. */
import { run } from "../../lib/cli";
import { explanationText } from "../../lib/cli/routes-explained";
import { routeTreeText } from "../../lib/cli/routes-tree";
import { explain } from "../../lib/routing";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { installation } from "../platform/installation";
import { smallRouting } from "../routing/small-routing";
import { temporaryFolder } from "../stacks/synthesized";

interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const ran = (args: readonly string[], environments = [prod]): Said => {
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = temporaryFolder();
  const written = { out: "", err: "" };
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  const err = jest.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  try {
    return { exitCode: run(["routes", ...args], installation(environments)), ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
};

test("the tree of a small routing", () => expect(routeTreeText(smallRouting)).toMatchSnapshot());

test("a decision about a small routing", () => {
  const labels = { alertname: "DatabaseSlow", team: "dba", severity: "warning", instance: "db-1" };
  const others = ["db-1", "db-2"].map((instance) => ({
    labels: { alertname: "DatabaseDown", team: "dba", severity: "critical", instance },
  }));
  const explanation = explain(smallRouting, labels, others, new Date("2027-01-04T02:00:00Z"));
  expect(
    explanationText({ environment: "small", receivers: smallRouting.receivers, ...explanation }),
  ).toMatchSnapshot();
});

describe("without an alert", () => {
  const said = ran(["--environment", "prod"]);

  test("it prints the tree", () => {
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(
      /^prod: \d+ alerts, \d+ receivers \(prod\.alerting\)\n\neverything → team\/platform \(Slack\)/,
    );
    expect(said.out).toContain('├─ alertname = "Watchdog" → heartbeat (heartbeat webhook)');
  });

  test("it prints who is told, alerts that are told alike together", () =>
    expect(said.out).toMatch(/│ critical +│ dba +│ team\/dba\/critical +│ PagerDuty, Slack +│ yes +│ .*PostgresDown,/));
});

test("--alerts prints one line for each", () =>
  expect(ran(["--alerts"]).out).toMatch(
    /│ PostgresDown +│ critical +│ dba +│ team\/dba\/critical +│ PagerDuty, Slack +│ yes +│/,
  ));

test("--json prints the same for machines", () => {
  const [environment] = JSON.parse(ran(["--json"]).out) as readonly {
    readonly environment: string;
    readonly routings: readonly {
      readonly alerts: readonly { readonly name: string; readonly receivers: unknown }[];
    }[];
  }[];
  expect(environment?.environment).toBe("prod");
  expect(environment?.routings[0]?.alerts.find(({ name }) => name === "PostgresDown")).toMatchObject({
    severity: "critical",
    receivers: [{ name: "team/dba/critical" }],
  });
});

const ASKED = [
  "--alert",
  "PostgresReplicationLag",
  "--labels",
  "instance=db-1",
  "--labels",
  "team=dba",
  "--at",
  "2027-01-04T03:00:00+01:00",
];

test("--alert explains one decision", () => {
  const said = ran([...ASKED, "--firing", "PostgresDown:instance=db-1,team=dba"]);
  expect(said).toMatchObject({ exitCode: 0, err: "" });
  expect(said.out).toMatch(
    /^prod: PostgresReplicationLag\{.*instance="db-1".*severity="warning", team="dba"\}\nat Monday 2027-01-04 02:00 UTC\n/,
  );
  expect(said.out).toContain('✗ team = "platform": team is "dba"');
  expect(said.out).toContain('✓ team = "dba": takes it for team/dba (Slack)');
  expect(said.out).toMatch(/PostgresDown\{.*\} does not hide it: alertname is "PostgresDown"/);
});

test("--alert --json", () =>
  expect(JSON.parse(ran([...ASKED, "--json"]).out)).toMatchObject([
    {
      environment: "prod",
      at: "2027-01-04T02:00:00.000Z",
      deliveries: [{ receiver: "team/dba", toldAgainAfter: "12h5m" }],
    },
  ]));

test("an alert that only one environment has is explained there", () =>
  expect(ran(["--alert", "JaegerIndexCleanerOverdue"], [staging, prod]).out).toMatch(/^prod: /));

test.each([
  [["--environment", "prodd"], 'There is no environment "prodd" (did you mean "prod"?)'],
  [["--alert", "PostgresDwn"], 'No alert is called "PostgresDwn" (did you mean "PostgresDown"?).'],
  [
    ["--alert", "PostgresDown", "--labels", "instanse=x"],
    'prod: PostgresDown carries no label "instanse" (did you mean "instance"?).',
  ],
  [
    ["--alert", "PostgresDown", "--labels", "severity=info"],
    'PostgresDown always has the severity "critical", never "info"',
  ],
  [["--alert", "PostgresDown", "--labels", "instance"], '"instance" is no label: write NAME=VALUE.'],
  [["--alert", "PostgresDown", "--at", "2027-01-04T03:00"], "is no point in time: write it with its offset"],
  [
    ["--alert", "PostgresDown", "--labels", "team=dba", "--firing", "PostgresDwn"],
    'no alert is called "PostgresDwn" (did you mean "PostgresDown"?)',
  ],
  [["--at", "2027-01-04T03:00Z"], "--at is about an alert: add --alert NAME"],
  [["--bogus"], "usage: npm run routes"],
])("%j is refused, with exit code 2", (args, words) => {
  const said = ran(args);
  expect(said).toMatchObject({ exitCode: 2, out: "" });
  expect(said.err).toContain(words);
});

test("--help", () =>
  expect(ran(["--help"])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining("usage: npm run routes") as string,
  }));
