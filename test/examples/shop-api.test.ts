/** The example is what the contract says: its page of metrics, its lines, its spans, tied together by one id; and the rules find their data in it. */
import { LOG_FIELDS, RESOURCE_ATTRIBUTES, SPAN_ID, TRACE_ID, TRACE_ID_PATTERN } from "@cdktf-observability/contract";
import { expectMetricsContract } from "@cdktf-observability/instrumentation";
import { contractFindings, readExposition } from "../../lib/assessment";
import { deployed, grafanaLinks, minutes, days, ruleGroups, textOf, type MonitoringPack } from "../../lib/model";
import { businessPack, httpServerPack, queuePack, workerPack } from "../../lib/packs";
import { COMPARISONS, nodesOf, parseRule, printPromql, selectorsIn, SET_OPERATORS, type Node } from "../../lib/query";
import { answers } from "../../lib/testing";
import { describeWith, run, tool } from "../proof/tool";
import { otlpReceiver, type OtlpReceiver } from "./otlp-receiver";
import { inputOf } from "./scraped";
import { compileShop, eventually, scrape, startShop, type Shop } from "./shop";

/** Several rounds of its traffic. */
const REQUESTS = 120;
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";

let receiver: OtlpReceiver;
let shop: Shop;
const pages: string[] = [];

const linesOf = (id: string): readonly Readonly<Record<string, unknown>>[] =>
  shop.lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

beforeAll(async () => {
  compileShop();
  receiver = await otlpReceiver();
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_BSP_SCHEDULE_DELAY: "50",
  };
  shop = await startShop(environment, ["--requests", String(REQUESTS)]);
  pages.push(await scrape(shop, "text"));
  await eventually(() => shop.told.find((line) => line.includes("requests were sent")));
  // The queue of mails is emptied one by one.
  await eventually(() => (shop.lines.some((line) => line.includes("the mailbox is full")) ? true : undefined));
  await fetch(`${shop.address}/orders`, {
    method: "POST",
    headers: { "content-type": "application/json", traceparent: `00-${TRACE}-${PARENT}-01` },
    body: JSON.stringify({ user: "carol", product: "book" }),
  });
  pages.push(await scrape(shop, "text"));
}, 120_000);

afterAll(async () => {
  const code = await shop.stop();
  await receiver.close();
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
      const ofKubernetes = ({ path }: { readonly path: string }): boolean => /\.deployment\w+$/.test(path);
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

describe("one id ties together", () => {
  test("the request, its exemplar, its spans and its lines", async () => {
    const page = await scrape(shop, "openMetrics");
    const exemplar = page
      .split("\n")
      .find(
        (line) => line.startsWith("http_request_duration_seconds_bucket{") && line.includes(`${TRACE_ID}="${TRACE}"`),
      );
    expect(exemplar).toContain('route="/orders"');
    const server = await eventually(() => receiver.spans.find(({ traceId, kind }) => traceId === TRACE && kind === 2));
    expect(server).toMatchObject({ parentSpanId: PARENT, name: "POST /orders" });
    const lines = linesOf(TRACE);
    expect(lines.map((line) => line[LOG_FIELDS.message])).toContain("an order was taken");
    const spans = receiver.spans.filter(({ traceId }) => traceId === TRACE).map(({ spanId }) => spanId);
    for (const line of lines) {
      expect(line[TRACE_ID]).toBe(TRACE);
      expect(spans).toContain(line[SPAN_ID]);
    }
  });

  test("the query of the database is a span below the request's, with its statement and without its values", async () => {
    const [query] = await eventually(() => {
      const found = receiver.spans.filter(
        ({ traceId, attributes }) => traceId === TRACE && "db.query.text" in attributes,
      );
      return found.length > 0 ? found : undefined;
    });
    expect(query).toMatchObject({ kind: 3, attributes: { "db.system.name": "postgresql" } });
    expect(JSON.stringify(query)).not.toContain("carol");
  });

  test("the resource, on spans and on lines", () => {
    const [line] = linesOf(TRACE);
    const span = receiver.spans.find(({ traceId }) => traceId === TRACE);
    const { service, version, environment } = RESOURCE_ATTRIBUTES;
    expect(line).toMatchObject({ service: "shop-api", version: "0.1.0", environment: "development" });
    expect(span?.resource).toMatchObject({
      [service]: line?.["service"],
      [version]: line?.["version"],
      [environment]: line?.["environment"],
    });
  });

  test("Grafana finds it in the line, as the service wrote it and as Fluentd passes it on", () => {
    const line = shop.lines.find((each) => each.includes(TRACE)) ?? "";
    const enriched = { ...(JSON.parse(line) as object), cluster: "prod", kubernetes: { pod_name: "shop-api-0" } };
    const unread = { log: line, stream: "stdout", kubernetes: { pod_name: "shop-api-0" } };
    for (const written of [line, JSON.stringify(enriched), JSON.stringify(unread)])
      expect(new RegExp(TRACE_ID_PATTERN).exec(written)?.[1]).toBe(TRACE);
  });
});

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
});
