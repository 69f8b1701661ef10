/** Shared alerts leave out what is registered, what is registered has the same alerts about itself: both with tests that promtool runs. */
import { pack, textOf, type Alert, type MonitoringPack } from "../../../lib/model";
import {
  addressAlertsOf,
  blackboxPack,
  businessAlerts,
  businessPack,
  httpAlerts,
  httpServerPack,
  postgresPack,
  postgresServerAlerts,
  redisPack,
  redisServerAlerts,
} from "../../../lib/packs";
import { eachNarrowed, registered, type RegisteredKind } from "../../../lib/packs/registered";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const ORDERS = { namespace: "media", service: "orders" };
const JOBS = [{ namespace: "observability", job: "exporter" }];

interface Case {
  readonly shared: MonitoringPack;
  readonly kind: RegisteredKind;
  /** Its alerts about one. */
  readonly own: readonly Alert[];
}

const cases: readonly Case[] = [
  { shared: httpServerPack(), kind: "http", own: eachNarrowed(httpAlerts(), ORDERS) },
  { shared: businessPack(), kind: "business", own: eachNarrowed(businessAlerts(), ORDERS) },
  { shared: postgresPack(JOBS), kind: "postgres", own: postgresServerAlerts(ORDERS) },
  { shared: redisPack(JOBS), kind: "redis", own: redisServerAlerts(ORDERS) },
  {
    shared: blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" }),
    kind: "probe",
    own: addressAlertsOf(ORDERS),
  },
];

describeWith(["promtool"], "promtool", () => {
  test.each(cases.map((each) => [each.shared.name, each] as const))(
    "%s: alerts leave out what is registered, and nothing else",
    async (_, { shared }) => {
      expect(shared.alerts.some(({ expr }) => textOf(expr).includes("service:registered:info"))).toBe(true);
      const { findings } = await prove(shared, { promtool: tool("promtool") });
      expect(findings).toEqual([]);
    },
    120_000,
  );

  test.each(cases.map((each) => [each.shared.name, each] as const))(
    "%s: and are the same about one that is",
    async (_, { shared, kind, own: alerts }) => {
      const own = pack("orders", {
        metrics: shared.metrics ?? {},
        recordingRules: [registered({ ...ORDERS, team: "shop", kind })],
        alerts,
      });
      const { findings } = await prove(own, { promtool: tool("promtool"), with: [shared] });
      expect(findings).toEqual([]);
    },
    120_000,
  );
});
