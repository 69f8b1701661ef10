/** A level that looks at the whole period: what it reads is recorded for the budget anyway. */
import { days, hours, minutes } from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, slo } from "../../lib/slo";
import { budgetRecordings } from "../../lib/slo/budget";
import { windowRecordings } from "../../lib/slo/recordings";

test("no series is recorded twice where a level looks at the whole period", () => {
  const objective = slo({
    name: "shop-availability",
    service: "shop",
    description: "Customers can shop.",
    objective: "99.9%",
    window: days(7),
    sli: availability({ total: promql`http_requests_total`, bad: promql`http_requests_total{status="500"}` }),
    alerting: {
      levels: [
        { burnRate: 14.4, long: hours(1), short: minutes(5), severity: "critical" },
        { burnRate: 1, long: days(7), short: hours(12), severity: "warning" },
      ],
    },
  });
  const recorded = [...windowRecordings(objective, minutes(1)), ...budgetRecordings(objective)].map(
    ({ name, labels }) => `${name}${JSON.stringify(labels)}`,
  );
  expect(recorded.filter((each, index) => recorded.indexOf(each) !== index)).toEqual([]);
  expect(recorded.filter((each) => each.includes('"window":"7d"')).length).toBeGreaterThan(2);
});
