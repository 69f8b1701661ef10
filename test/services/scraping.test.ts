/** How services are scraped and probed: often enough for what is computed from it, and by modules that there are. */
import { hours, httpProbe, milliseconds, minutes, seconds } from "../../lib";
import { dev } from "../../stacks/environments/dev";
import { CHECKOUT, findingsOf, platform, reference } from "./hosts";

const FRONT = { name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" } as const;

test.each([minutes(5), hours(1), milliseconds(120_001)])("%o between two scrapes is too long", (interval) => {
  const host = platform();
  for (const [name, action] of [
    ["checkout", () => host.monitorHttpService({ ...CHECKOUT, interval })],
    ["checkout", () => host.monitorWorker({ ...CHECKOUT, interval })],
    ["checkout", () => host.monitorQueueConsumer({ ...CHECKOUT, interval })],
    ["shop-front", () => host.monitorEndpoint({ ...FRONT, interval })],
  ] as const)
    expect(findingsOf(action)).toEqual([
      expect.objectContaining({
        path: `dev.services.${name}.interval`,
        problem: expect.stringContaining("figures over five minutes") as string,
        mend: "write at most minutes(2)",
      }),
    ]);
});

test.each([minutes(2), seconds(15)])("%o is not", (interval) => {
  expect(findingsOf(() => platform().monitorHttpService({ ...CHECKOUT, interval }))).toEqual([]);
  expect(findingsOf(() => platform().monitorEndpoint({ ...FRONT, interval }))).toEqual([]);
});

test("a module that the blackbox exporter lacks is a finding, which tells those that it has", () => {
  expect(findingsOf(() => platform().monitorEndpoint({ ...FRONT, module: "http_2x" }))).toEqual([
    {
      check: "references/unknown",
      severity: "error",
      path: "dev.services.shop-front.module",
      problem: 'names the module "http_2x", which the blackbox exporter does not have (did you mean "http_2xx"?)',
      mend: "write one of http_2xx, tcp_connect, or add it: exporters: { blackbox: { modules: { http_2x: httpProbe({ … }) } } }",
    },
  ]);
  const own = { ...dev, exporters: { blackbox: { modules: { login: httpProbe({ statusCodes: [401] }) } } } };
  expect(findingsOf(() => platform(own).monitorEndpoint({ ...FRONT, module: "login" }))).toEqual([]);
  expect(findingsOf(() => platform(own).monitorEndpoint(FRONT)).map(({ path }) => path)).toEqual([
    "dev.services.shop-front.module",
  ]);
});

test("what a platform elsewhere has cannot be known", () =>
  expect(findingsOf(() => reference().monitorEndpoint({ ...FRONT, module: "login" }))).toEqual([]));
