/** An alert about everything of its kind, but for what a team has registered. */
import {
  once,
  promqlText,
  textOf,
  withOwn,
  type Alert,
  type AlertOverride,
  type AlertParameters,
  type AlertTest,
} from "../../model";
import { promql } from "../../query";
import { seriesText } from "../../testing";
import { BY, REGISTERED, type RegisteredKind } from "./registered";

/** The same alert, silent about what is registered as that kind. Its result must carry `namespace` and `service`. */
export const leavingOutRegistered = <Name extends string, Parameters extends AlertParameters>(
  alert: Alert<Name, Parameters>,
  kind: RegisteredKind,
): Alert<Name, Parameters> => {
  const tests = once(() => [...alert.tests, ...registeredTests(alert.tests, kind)]);
  return withOwn(alert, {
    expr: promql`(${promqlText(textOf(alert.expr))}) unless on (${BY}) ${promqlText(REGISTERED)}{kind="${kind}"}`,
    with: (override: AlertOverride<Parameters>) => leavingOutRegistered(alert.with(override), kind),
    get tests() {
      return tests();
    },
  });
};

/** What makes it fire does not, once all that it fires about is registered as this kind; as another kind, it still does. */
const registeredTests = (tests: readonly AlertTest[], kind: RegisteredKind): readonly AlertTest[] => {
  const firing = tests.find((test) => test.kind === "fires" && test.expect.length > 0);
  if (firing?.kind !== "fires") return [];
  const samples = Math.ceil(firing.at.milliseconds / firing.interval.milliseconds);
  const as = (kind: string) =>
    unique(
      firing.expect.map(({ labels: { namespace = "", service = "" } }) => ({
        series: seriesText(REGISTERED, { namespace, service, team: "shop", kind }),
        values: `1x${samples}`,
      })),
    );
  return [
    {
      kind: "silent",
      title: "a team has registered it, and is told by alerts of its own",
      given: [...firing.given, ...as(kind)],
      interval: firing.interval,
      until: firing.at,
    },
    { ...firing, title: `${firing.title}, registered as something else`, given: [...firing.given, ...as("other")] },
  ];
};

const unique = <Series extends { readonly series: string }>(all: readonly Series[]): readonly Series[] =>
  all.filter((each, index) => all.findIndex(({ series }) => series === each.series) === index);

/** All of them, each with its own parameters. */
export const eachLeavingOut = <const Alerts extends readonly Alert[]>(alerts: Alerts, kind: RegisteredKind): Alerts =>
  alerts.map((alert) => leavingOutRegistered(alert, kind)) as unknown as Alerts;
