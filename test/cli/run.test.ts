/** What people see of `npm start`, and what scripts get from it: table, Secrets, next command, exit codes. */
import { join } from "node:path";
import { run } from "../../lib/cli";
import { environments } from "../../stacks/environments";
import { filesIn, installation } from "../platform/installation";
import { temporaryFolder } from "../stacks/synthesized";

interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly stacks: readonly string[];
}

const ran = (...args: readonly string[]): Said => {
  const outdir = join(temporaryFolder(), "out");
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = outdir;
  const written = { out: "", err: "" };
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  const err = jest.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  try {
    const exitCode = run(args, installation(environments));
    const stacks = exitCode === 0 && written.out.includes("usage") === false ? [...filesIn(outdir).keys()] : [];
    return { exitCode, ...written, stacks: stacks.filter((file) => file.endsWith("cdk.tf.json")) };
  } finally {
    out.mockRestore();
    err.mockRestore();
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
};

describe("start", () => {
  const said = ran("start");

  test("writes every stack of every environment", () => {
    expect(said.exitCode).toBe(0);
    expect(said.stacks).toHaveLength(environments.length * 2);
  });

  test("counts what is in each stack", () => {
    for (const { name } of environments)
      for (const stack of ["platform", "content"])
        expect(said.out).toMatch(new RegExp(`│ ${name} +│ ${name}-${stack} `));
    expect(said.out).toContain("kube-prometheus-stack 88.5.3");
    expect(said.out).toMatch(
      /│ environment +│ stack +│ Helm releases +│ Kubernetes │ Grafana │ alerts │ recordings │ dashboards │ panels │ queries │ findings │ +bytes │ +ms │/,
    );
  });

  test("says which Secrets must be there", () => {
    expect(said.out).toContain(
      "dev: observability/grafana-admin, observability/heartbeat, observability/orders-db-monitoring, observability/slack-webhook",
    );
    expect(said.out).toContain("observability/pagerduty-dba");
  });

  test("says where the output is and what to do next", () => {
    expect(said.out).toContain("Synthesized into");
    expect(said.out).toContain("npx cdktf-cli@0.21.0 deploy 'dev-*'");
  });
});

test("one environment alone", () => {
  const said = ran("start", "--environment", "prod");
  expect(said.stacks).toHaveLength(2);
  expect(said.out).toContain("deploy 'prod-*'");
});

test("synth is quiet, because cdktf prints for itself", () =>
  expect(ran("synth")).toMatchObject({ exitCode: 0, out: "", err: "" }));

test.each([
  [["start", "--environment", "prodd"], 'There is no environment "prodd" (did you mean "prod"?)'],
  [["start", "prod"], "--environment prod"],
  [["start", "--bogus"], "usage: npm start"],
  [["bogus"], "usage: npm start"],
])("%j is told apart, with exit code 2", (args, words) => {
  const said = ran(...args);
  expect(said.exitCode).toBe(2);
  expect(said.err).toContain(words);
  expect(said.stacks).toEqual([]);
});

test("--help", () =>
  expect(ran("--help")).toMatchObject({ exitCode: 0, out: expect.stringContaining("usage") as string }));
