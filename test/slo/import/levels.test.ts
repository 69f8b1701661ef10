/** Alert conditions of OpenSLO become levels that `slo` takes: pages in whole minutes, all else in base ranges. */
import { importSlos } from "../../../lib/slo";
import { hours, minutes } from "../../../lib/model";
import { openSlo, ratio } from "./conversions";

const levelsOf = (severity: string, lookBack: string) => {
  const yaml = openSlo({
    sli: ratio({ bad: 'orders_total{outcome="failed"}', total: "orders_total" }, true),
    more: `alertPolicies:
    - kind: AlertPolicy
      metadata: { name: slow }
      spec:
        conditions:
          - kind: AlertCondition
            metadata: { name: slow }
            spec: { severity: ${severity}, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: ${lookBack} } }
`,
  });
  return importSlos(yaml, { file: "slos.yaml" }).slos.flatMap(({ levels }) => levels);
};

test.each([
  { severity: "page", lookBack: "90m", expected: { severity: "critical", long: minutes(90), short: minutes(8) } },
  { severity: "ticket", lookBack: "90m", expected: { severity: "warning", long: minutes(90), short: minutes(10) } },
  { severity: "ticket", lookBack: "1h", expected: { severity: "warning", long: hours(1), short: minutes(5) } },
  { severity: "constructor", lookBack: "6h", expected: { severity: "warning", long: hours(6), short: minutes(30) } },
])("$severity over $lookBack", ({ severity, lookBack, expected }) =>
  expect(levelsOf(severity, lookBack)).toEqual([{ burnRate: 2, ...expected }]),
);
