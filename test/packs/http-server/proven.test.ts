/** The pack of HTTP services, proven with thresholds and waits that an installation may set, and where Prometheus forgets within a week. */
import { days, minutes, plus, hours, weeks, type AlertOverrides } from "../../../lib/model";
import { httpServerPack } from "../../../lib/packs/http-server";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const agoOf = (retention: Parameters<typeof httpServerPack>[0]) => {
  const alert = httpServerPack(retention).alerts.find(({ name }) => name === "HttpTrafficGone");
  return alert?.parameters;
};

describe("traffic is compared with that of", () => {
  test.each([
    ["last week, where nothing is said", undefined, weeks(1)],
    ["last week, where it just fits in", { retention: plus(weeks(1), hours(1)) }, weeks(1)],
    ["yesterday, where a week is just too long", { retention: weeks(1) }, days(1)],
    ["yesterday, where only days are kept", { retention: days(3) }, days(1)],
  ])("%s", (_, props, ago) => expect(agoOf(props)).toMatchObject({ ago }));
});

const overrides: readonly AlertOverrides[] = [
  {
    HttpHighErrorRatio: { parameters: { errorRatio: 0.2, failuresPerSecond: 0 }, for: minutes(0) },
    HttpHighLatency: { parameters: { p95Seconds: 0.3, requestsPerSecond: 5 }, for: minutes(1) },
    HttpTrafficGone: { parameters: { remaining: 0.5, requestsPerSecond: 3 }, for: minutes(60) },
    HttpInFlightSaturation: { parameters: { secondsToAnswer: 0.5, requestsInFlight: 200 }, for: minutes(0) },
  },
  {
    HttpHighErrorRatio: { parameters: { errorRatio: 0.01, failuresPerSecond: 2 }, for: minutes(30) },
    HttpHighLatency: { parameters: { p95Seconds: 4, requestsPerSecond: 0 }, for: minutes(30) },
    HttpTrafficGone: { parameters: { remaining: 0.01, requestsPerSecond: 0 }, for: minutes(0) },
    HttpInFlightSaturation: { parameters: { secondsToAnswer: 60, requestsInFlight: 1 }, for: minutes(20) },
  },
];

describeWith(["promtool"], "promtool", () => {
  const pack = httpServerPack({ retention: days(3) });

  test.each(overrides.map((each, index) => [index, each] as const))(
    "proves every alert after its thresholds and waits were set anew (%i)",
    async (_, each) => {
      expect(Object.keys(each).sort()).toEqual(pack.alerts.map(({ name }) => name).sort());
      const { findings } = await prove(pack, {
        promtool: tool("promtool"),
        mutants: false,
        deployment: { overrides: each },
      });
      expect(findings).toEqual([]);
    },
    120_000,
  );
});
