/** What people see of `npm run slos`: one line for each objective, all about one of them, and words for what nobody understands. */
import { run } from "../../lib/cli";
import { slosIn, slosText } from "../../lib/cli/slos";
import { slosJson } from "../../lib/cli/slos-json";
import { modelWith } from "../../lib/checks";
import { slosOf } from "../../lib/documents";
import { days, prometheusDuration } from "../../lib/model";
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";

import { smallModel } from "../documents/small-slos";
import { installation } from "../platform/installation";
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
    return { exitCode: run(["slos", ...args], installation(environments)), ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
};

const small = [{ environment: "example", slos: slosOf(smallModel()) }];
/** Of the services of this installation. */
const names = [
  "checkout-availability",
  "checkout-latency",
  "orders-export-freshness",
  "checkout-reachable",
  "payments-of-the-month",
  "orders-worker-age",
  "orders-db-availability",
  "carts-availability",
  "shop-front-reachable",
];

describe("without a name", () => {
  const said = ran([], [dev, prod]);

  test("it prints a table for each environment", () => {
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    for (const environment of ["dev", "prod"])
      expect(said.out).toMatch(new RegExp(`^${environment}: ${names.length} objectives$`, "m"));
    for (const name of names) expect(said.out.split(`│ ${name} `)).toHaveLength(3);
  });
});

test("a line has the promise, its budget, and what it costs", () => {
  const lines = slosText(small, false).split("\n");
  expect(lines[0]).toBe("example: 3 objectives");
  expect(lines.find((line) => line.includes("│ objective"))).toMatch(
    /│ objective +│ service +│ promised │ over +│ +budget │ alerts │ +series │ samples\/min │ evaluation\/min │/,
  );
  expect(lines.find((line) => line.includes("│ orders-availability"))).toMatch(
    /│ shop +│ +99\.9% │ 30 days +│ +43\.2 minutes │ +5 │ +\d+ │ +[\d,]+ │ +[\d.]+ ms │/,
  );
  expect(lines.find((line) => line.includes("│ checkout-latency"))).toMatch(
    /│ sales\/shop, for each product │ +90% │ 30 days +│ +4,320 minutes \(3d\) │ +5 │ \d+ each │/,
  );
});

test("an environment without objectives says so", () => {
  const told = slosIn([modelWith([])]);
  expect("problem" in told ? told.problem : slosText(told, false)).toBe("example: no objectives");
});

describe("--slo", () => {
  const text = slosText(small, true);
  const [orders = "", checkout = "", queue = ""] = text.split(/(?=^example: )/m);

  test("tells all about one objective, in the environments that have it", () => {
    const said = ran(["--slo", names[0] ?? ""], [dev, prod]);
    expect(said.exitCode).toBe(0);
    expect(said.out.match(/^\w+: .*$/gm)?.slice(0, 1)).toEqual([`dev: ${names[0]}`]);
    expect(said.out).toContain(`\nprod: ${names[0]}\n`);
    expect(said.out).not.toContain(`${names[1]}\n`);
  });

  test("has its promise, its budget and its indicator", () => {
    expect(orders).toContain("Customers can order.\n99.9% of events of shop, over 30 days; owned by shop\n");
    expect(orders).toContain("0.1 %: 43.2 minutes of total outage, or 1,000 of each 1,000,000 events\n");
    expect(orders).toContain("bad are events that are refused\n  all: sum(");
    expect(checkout).toContain("10 %: 4,320 minutes (3d) of total outage, or 12,960,000 of 129,600,000 requests\n");
    expect(queue).toContain("over the calendar month (Europe/Berlin); owned by warehouse\n");
  });

  test("has its alerts with their thresholds and runbooks", () => {
    expect(orders).toMatch(/│ OrdersAvailabilityBurnsFast +│ critical │ +14\.4 x │ 1h, 5m +│ +1\.44 % │ +2 % │/);
    expect(orders).toContain("OrdersAvailabilityNoData (warning) tells 1h5m after the last sample");
    expect(checkout).toMatch(/│ CheckoutLatencyBurnsFast +│ critical │ +14\.4 x │ 1h, 5m +│ 144 % \(never\) │/);
    for (const { pack } of smallModel().packs)
      for (const { name, annotations } of pack.alerts)
        expect(text).toContain(`  ${name}: ${annotations["runbook_url"]}\n`);
  });

  test("has the times of the page of the environment", () => {
    const [facts] = slosOf(smallModel());
    const told = facts?.troubles.find(({ badRatio }) => badRatio.eq("0.05"))?.told[0];
    expect(told?.after).toBeDefined();
    expect(orders).toMatch(
      new RegExp(
        `│ +5 % │ +50 │ +${prometheusDuration(told?.after ?? days(0))} │ +[\\d.]+ % │ +${prometheusDuration(told?.overAfter ?? days(0))} │`,
      ),
    );
  });

  test("has what is recorded, and how often", () => {
    expect(orders).toContain("  slo:bad_events:ratio{window=5m|30m|1h|6h|2h|1d|3d|30d} every 1m, 5m\n");
    expect(orders).toMatch(/ {2}\d+ series from \d+ rules, which read [\d,]+ samples and take [\d.]+ ms a minute/);
  });
});

test("--json prints the same for machines", () => {
  const [environment] = JSON.parse(ran(["--json", "--slo", names[0] ?? ""]).out) as readonly {
    readonly environment: string;
    readonly slos: readonly { readonly name: string }[];
  }[];
  expect(environment?.environment).toBe("prod");
  expect(environment?.slos.map(({ name }) => name)).toEqual([names[0]]);
  expect(JSON.parse(slosJson(small))).toMatchObject([
    {
      environment: "example",
      slos: [
        {
          name: "orders-availability",
          owner: "shop",
          objective: "99.9%",
          window: "30d",
          allowed: 0.001,
          budget: { outage: "43m12s", badEvents: 1000, ofEvents: 1_000_000, trafficKnown: false },
          alerts: [
            { name: "OrdersAvailabilityBurnsFast", threshold: 0.0144, long: "1h" },
            {},
            {},
            {},
            { severity: "warning" },
          ],
          troubles: [{ badRatio: 1, burnRate: 1000 }, {}, {}, {}, {}, {}, {}, {}, {}],
        },
        { name: "checkout-latency", groupBy: ["product"] },
        { name: "queue-short", window: "month", zone: "Europe/Berlin", unit: "seconds" },
      ],
    },
  ]);
});

test.each([
  [["--environment", "prodd"], 'There is no environment "prodd" (did you mean "prod"?)'],
  [["--slo", `${names[0]}s`], `No objective is called "${names[0]}s" (did you mean "${names[0]}"?); there are`],
  [["--bogus"], "usage: npm run slos"],
  [["checkout"], "usage: npm run slos"],
])("%j is refused, with exit code 2", (args, words) => {
  const said = ran(args);
  expect(said).toMatchObject({ exitCode: 2, out: "" });
  expect(said.err).toContain(words);
});

test("--help", () =>
  expect(ran(["--help"])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining("usage: npm run slos") as string,
  }));
