/** Shared alerts leave out what is registered, what is registered has the same alerts about itself: both with tests that promtool runs. */
import { pack, type Alert } from "../../../lib/model";
import { httpServerPack, postgresPack, redisPack } from "../../../lib/packs";
import { leavingOutRegistered, narrowed, registered } from "../../../lib/packs/registered";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const ORDERS = { namespace: "media", service: "orders" };
const JOBS = [{ namespace: "observability", job: "exporter" }];
const packs = [httpServerPack(), postgresPack(JOBS), redisPack(JOBS)];
/** Those that say which service they are about; an exporter that is away is known by its job alone. */
const aboutServices = (alerts: readonly Alert[]): readonly Alert[] =>
  alerts.filter(({ tests }) =>
    tests.some((test) => test.kind === "fires" && test.expect.some(({ labels }) => labels["service"] !== undefined)),
  );

describeWith(["promtool"], "promtool", () => {
  test.each(packs.map((each) => [each.name, each] as const))(
    "%s: alerts leave out what is registered",
    async (_, shared) => {
      const alerts = aboutServices(shared.alerts).map((alert) => leavingOutRegistered(alert));
      expect(alerts.length).toBeGreaterThan(0);
      const { findings } = await prove({ ...shared, alerts }, { promtool: tool("promtool") });
      expect(findings).toEqual([]);
    },
    120_000,
  );

  test.each(packs.map((each) => [each.name, each] as const))(
    "%s: and are the same about one that is",
    async (_, shared) => {
      const own = pack("orders", {
        metrics: shared.metrics ?? {},
        recordingRules: [registered({ ...ORDERS, team: "shop" })],
        alerts: aboutServices(shared.alerts).map((alert) => narrowed(alert, ORDERS)),
      });
      const { findings } = await prove(own, { promtool: tool("promtool"), with: [shared] });
      expect(findings).toEqual([]);
    },
    120_000,
  );
});
