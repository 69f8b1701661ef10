/** The example is what the contract says: its page of metrics and its lines; and the rules find their data in it. */
import { LOG_FIELDS, TRACE_ID } from "@cdktf-observability/contract";
import { expectMetricsContract } from "@cdktf-observability/instrumentation";
import { contractFindings, readExposition } from "../../lib/assessment";
import { deployed, grafanaLinks, minutes, days, ruleGroups, textOf, type MonitoringPack } from "../../lib/model";
import { businessPack, httpServerPack, queuePack, workerPack } from "../../lib/packs";
import { COMPARISONS, nodesOf, parseRule, printPromql, selectorsIn, SET_OPERATORS, type Node } from "../../lib/query";
import { answers } from "../../lib/testing";
import { describeWith, run, tool } from "../proof/tool";
import { inputOf } from "./scraped";
import { compileShop, eventually, scrape, startShop, type Shop } from "./shop";

/** Several rounds of its traffic. */
const REQUESTS = 120;

let shop: Shop;
const pages: string[] = [];

beforeAll(async () => {
  compileShop();
  // Nobody listens there: a collector that is away must change nothing.
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
    OTEL_EXPORTER_OTLP_TIMEOUT: "1000",
    OTEL_BSP_SCHEDULE_DELAY: "50",
  };
  shop = await startShop(environment, ["--requests", String(REQUESTS)]);
  pages.push(await scrape(shop, "text"));
  await eventually(() => shop.told.find((line) => line.includes("requests were sent")));
  // The queue of mails is emptied one by one.
  await eventually(() => (shop.lines.some((line) => line.includes("the mailbox is full")) ? true : undefined));
  pages.push(await scrape(shop, "text"));
}, 120_000);

afterAll(async () => {
  const code = await shop.stop();
  // Not one of many tests: whatever has failed before, it must end.
  expect(code).toBe(0);
});

describe("its page of metrics", () => {
  test("equals the contract, in both formats", async () => {
    await expectMetricsContract(pages[1] ?? "");
    await expectMetricsContract(await scrape(shop, "openMetrics"));
  });

  test.each([httpServerPack(), businessPack(), queuePack(), workerPack()])(
    "has what the pack $name promises of it",
    (pack: MonitoringPack) => {
      // What Kubernetes tells of its pods stands on another page.
      const ofKubernetes = ({ problem }: { readonly problem: string }): boolean => problem.startsWith("is kube_");
      const findings = contractFindings(pack, readExposition(pages[1] ?? "", "page"));
      expect(findings.filter((finding) => !ofKubernetes(finding))).toEqual([]);
    },
  );

  test("knows routes by their templates alone", () => {
    const routes = [...(pages[1] ?? "").matchAll(/^http_requests_total\{.*route="([^"]*)"/gm)].map(
      ([, route]) => route,
    );
    expect(new Set(routes)).toEqual(new Set(["/products/:id", "/users", "/orders", "/orders/:id", "unmatched"]));
  });
});

describeWith(["promtool"], "promtool", () => {
  test("has nothing to say about the page", () => {
    expect(run("promtool", ["check", "metrics"], { input: pages[1] })).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  /** Time enough for alerts that compare with the week before last. */
  const HISTORY = days(15);
  const STEP = minutes(4);
  const now = { at: HISTORY };
  const target = {
    namespace: "shop",
    pod: "shop-api-0",
    service: "shop-api",
    job: "shop-api",
    instance: "10.0.0.1:80",
  };

  test.each([httpServerPack(), businessPack(), queuePack(), workerPack()])(
    "finds data for every rule of $name, and for what its alerts compare",
    async (pack: MonitoringPack) => {
      const links = { team: "shop", ...grafanaLinks("https://grafana.example") };
      const { recordingRules, alerts } = deployed(pack, links);
      const compared = alerts.flatMap(({ expr }) => basesOf(parseRule(textOf(expr)).node));
      const expressions = [...new Set([...recordingRules.map(({ name }) => name), ...compared])];
      const [found = []] = [
        ...(
          await answers(tool("promtool") ?? "", [
            {
              name: pack.name,
              groups: ruleGroups({ ...deployed(pack, links), alerts: [] }),
              given: inputOf({
                pages: [pages[0] ?? "", pages[1] ?? ""],
                target,
                count: HISTORY.milliseconds / STEP.milliseconds,
              }),
              sampleInterval: STEP,
              evaluationInterval: STEP,
              questions: expressions.map((expr) => ({ expr, ...now })),
            },
          ])
        ).values(),
      ];
      const without = expressions.filter((_, index) => {
        const answer = found[index];
        return answer === undefined || "problem" in answer || answer.length === 0;
      });
      expect(expressions.length).toBeGreaterThan(10);
      expect(without).toEqual([]);
    },
    120_000,
  );
});

/** Both sides of each comparison, but for what is a number, and what other packs record. */
const basesOf = (node: Node | undefined): readonly string[] =>
  node === undefined
    ? []
    : nodesOf(node)
        .flatMap((each) => (each.kind === "binary" && COMPARISONS.has(each.operator) ? [each.left, each.right] : []))
        .filter((side) => selectorsIn(side).length > 0)
        // A comparison within is compared by itself.
        .filter((side) => !nodesOf(side).some((each) => each.kind === "binary" && isFilter(each.operator)))
        .map((side) => printPromql(side));

const isFilter = (operator: string): boolean => COMPARISONS.has(operator) || SET_OPERATORS.has(operator);

describe("its lines", () => {
  test("are JSON, one each, with the fields of the contract", () => {
    const fields = [LOG_FIELDS.timestamp, LOG_FIELDS.level, LOG_FIELDS.message, LOG_FIELDS.service];
    expect(shop.lines.length).toBeGreaterThan(REQUESTS);
    for (const line of shop.lines)
      expect(Object.keys(JSON.parse(line) as object)).toEqual(expect.arrayContaining(fields));
  });

  test("tell of an error with its type, message and stack, within its trace", () => {
    const failed = shop.lines
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .find(
        (line) => line[LOG_FIELDS.level] === "error" && line[LOG_FIELDS.message] === "a request could not be answered",
      );
    expect(failed?.[LOG_FIELDS.error]).toMatchObject({ type: "Error", message: "deadlock detected" });
    expect(failed?.[TRACE_ID]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("are on standard output alone: people are told otherwise", () => {
    expect(shop.told.filter((line) => line.startsWith("{"))).toEqual([]);
  });

  test("tell of a collector that is away, and blame no request for it", async () => {
    const line = await eventually(() => shop.lines.find((each) => each.includes("spans do not reach")));
    expect(JSON.parse(line)).toMatchObject({ [LOG_FIELDS.level]: "warn" });
    expect(line).not.toContain(TRACE_ID);
    expect(line).not.toContain(LOG_FIELDS.requestId);
  });
});
