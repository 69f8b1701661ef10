/** What a service in JavaScript may hand to the middleware: it costs metrics and lines, never the service. */
import fastify from "fastify";
import type { IncomingMessage, ServerResponse } from "node:http";
import { shown } from "../../../instrumentation/src/findings";
import { expressMetrics, fastifyMetrics, httpMetrics, koaMetrics } from "../../../instrumentation/src/http";
import {
  expressLogging,
  fastifyLogging,
  httpLogging,
  koaLogging,
  StructuredLogger,
} from "../../../instrumentation/src/logging";
import { MetricsCollector } from "../../../instrumentation/src/metrics";
import { CustomTracer } from "../../../instrumentation/src/tracing";
import { eventually, requestsOf } from "./counted";
import { serve, stopAll } from "./frameworks";

afterEach(stopAll);

const anything = (value: unknown): never => value as never;
const logger = new StructuredLogger({ service: "shop", version: "1", environment: "test", level: "silent" });
const answer = (_req: IncomingMessage, res: ServerResponse): void => void res.end("fine");

/** Each adapter as a listener of node's, made of these two arguments. */
const adapters: Readonly<
  Record<string, (subject: unknown, options: unknown) => (...on: [IncomingMessage, ServerResponse]) => unknown>
> = {
  expressMetrics: (subject, options) => {
    const middleware = expressMetrics(anything(subject), anything(options));
    return (req, res) => middleware(req, res, () => answer(req, res));
  },
  expressLogging: (subject, options) => {
    const middleware = expressLogging(anything(subject), anything(options));
    return (req, res) => middleware(req, res, () => answer(req, res));
  },
  koaMetrics: (subject, options) => {
    const middleware = koaMetrics(anything(subject), anything(options));
    return (req, res) => middleware({ req, res, originalUrl: "/x" }, () => Promise.resolve(answer(req, res)));
  },
  koaLogging: (subject, options) => {
    const middleware = koaLogging(anything(subject), anything(options));
    return (req, res) => middleware({ req, res, originalUrl: "/x" }, () => Promise.resolve(answer(req, res)));
  },
  httpMetrics: (subject, options) => httpMetrics(anything(subject), answer, anything(options)),
  httpLogging: (subject, options) => httpLogging(anything(subject), answer, anything(options)),
};

const options = [
  null,
  undefined,
  {},
  { ignore: "/x" },
  { ignore: null },
  { ignore: 5 },
  { ignore: [null] },
  { route: "/x" },
];

describe.each(Object.entries(adapters))("%s", (name, listener) => {
  const subject = (): unknown => (name.endsWith("Metrics") ? new MetricsCollector({ defaultMetrics: false }) : logger);
  test.each([
    ...options.map((given) => ({ title: `options ${shown(given)}`, given, of: subject })),
    ...[null, undefined, {}, { http: {} }, 5].map((one) => ({
      title: `${shown(one)} to tell`,
      given: {},
      of: (): unknown => one,
    })),
  ])("answers with $title", async ({ given, of }) => {
    const { url } = await serve(() => listener(of(), given));
    expect(await (await fetch(`${url}/x`)).text()).toBe("fine");
  });
});

test.each([
  ["fastifyMetrics", fastifyMetrics],
  ["fastifyLogging", fastifyLogging],
])("%s answers without its arguments", async (_, plugin) => {
  const app = fastify();
  await app.register(plugin(anything(null), anything(null)));
  app.get("/x", () => "fine");
  await app.ready();
  const { url } = await serve(() => (req, res) => app.routing(req, res));
  expect(await (await fetch(`${url}/x`)).text()).toBe("fine");
});

test("one path to ignore may stand without its list", async () => {
  const { metrics, url } = await serve((collector) => httpMetrics(collector, answer, { ignore: anything("/x") }));
  for (const path of ["/x", "/y"]) await (await fetch(url + path)).text();
  await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET unmatched 200": 1 }));
});

test("a tracer without options runs what it is given", () => {
  expect(new CustomTracer(anything(null)).traceOperation("x", () => 5)).toBe(5);
});
