/** Who is told that an objective has no data, and when: a service that nobody has asked yet wakes nobody. */
import { days, hours, milliseconds, minutes, withOwn, type BurnLevel, type SloWindow } from "../../lib/model";
import { http, httpObjectives } from "../../lib/packs";
import { sloPack, type SloProps } from "../../lib/slo";
import { prove, series, silent } from "../../lib/testing";
import { describeWith, tool } from "../proof/tool";

const noData = (alerting?: SloProps["alerting"], window: SloWindow = days(30)) => {
  const slos = httpObjectives({ service: "checkout", namespace: "shop", alerting, window });
  const { alerts } = sloPack("checkout-objectives", { metrics: http, slos });
  const found = alerts.find(({ name }) => name === "HttpAvailabilityNoData");
  if (found === undefined) throw new Error("no alert");
  return found;
};

const level = (severity: BurnLevel["severity"]): BurnLevel => ({
  severity,
  burnRate: 10,
  long: hours(2),
  short: minutes(10),
});

test.each([
  ["by default", undefined, days(30), "warning", hours(1)],
  ["over a week", undefined, days(7), "warning", minutes(14)],
  ["where all levels page", { levels: [level("critical")] }, days(30), "warning", hours(2)],
  ["where no level says more", { levels: [level("info")] }, days(30), "info", hours(2)],
  [
    "as somebody has said",
    { missingData: { severity: "critical", for: minutes(5) } },
    days(30),
    "critical",
    minutes(5),
  ],
] as const)("%s", (_, alerting, window, severity, wait) =>
  expect(noData(alerting, window)).toMatchObject({ severity, for: milliseconds(wait.milliseconds) }),
);

const requests = series(http.requestsTotal, {
  namespace: "shop",
  service: "checkout",
  pod: "checkout-2",
  instance: "10.0.0.2:8080",
  job: "checkout",
  method: "GET",
  route: "/",
  status_code: "200",
});

describeWith(["promtool"], "promtool", () => {
  test.each([
    [
      "pods that nobody has asked yet have no series for fifty minutes",
      requests.gap(minutes(50)).constant(0, hours(2)),
    ],
    ["a counter that stays at zero has data", requests.constant(0, hours(3))],
  ])(
    "%s: nobody is told",
    async (title, given) => {
      const slos = httpObjectives({ service: "checkout", namespace: "shop" }).slice(0, 1);
      const objectives = sloPack("checkout-objectives", { metrics: http, slos });
      const alerts = objectives.alerts
        .filter(({ name }) => name === "HttpAvailabilityNoData")
        .map((each) => withOwn(each, { tests: [silent(title, { given: [given], for: hours(2.5) })] }));
      expect(alerts).toHaveLength(1);
      const { findings } = await prove({ ...objectives, alerts }, { promtool: tool("promtool"), mutants: false });
      expect(JSON.stringify(findings)).not.toContain(title);
    },
    60_000,
  );
});
