/** An installation that sets parameters anew gets tests that fit them: they are computed from the same parameters as the expression. */
import { provenPacks } from "../../lib/cli/proven-packs";
import { times, type Alert, type AlertParameter, type MonitoringPack } from "../../lib/model";
import { formatProofFindings, prove } from "../../lib/testing";
import { describeWith, tool } from "./tool";

/** A fifth less; of what is counted in whole numbers at least one. */
const less = (value: AlertParameter): AlertParameter => {
  if (typeof value !== "number") return value;
  return Number.isInteger(value) && value > 0 ? Math.max(1, Math.round(0.8 * value)) : 0.8 * value;
};

const setAnew = (alert: Alert): Alert =>
  alert.with({
    parameters: Object.fromEntries(Object.entries(alert.parameters).map(([name, value]) => [name, less(value)])),
    for: times(2, alert.for),
  });

// Promtool lives for seconds: it need not collect its garbage so often.
process.env["GOGC"] ??= "400";

describeWith(["promtool"], "promtool", () => {
  test("passes the tests of all alerts with lower limits and longer waits", async () => {
    const packs = provenPacks().map((pack): MonitoringPack => ({ ...pack, alerts: pack.alerts.map(setAnew) }));
    const { findings } = await prove(packs, { promtool: tool("promtool"), mutants: false });
    expect(formatProofFindings(findings)).toBe("");
  }, 600_000);
});
