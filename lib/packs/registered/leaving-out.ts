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
import { matchers, promql } from "../../query";
import { seriesText } from "../../testing";
import { BY, REGISTERED, type RegisteredKind, type SCRAPED } from "./registered";

/** As what something is registered. */
type As = { readonly kind: RegisteredKind } | typeof SCRAPED;

/** The same alert, silent about what is registered so. Its result must carry `namespace` and `service`. */
export const leavingOutRegistered = <Name extends string, Parameters extends AlertParameters>(
  alert: Alert<Name, Parameters>,
  as: As,
): Alert<Name, Parameters> =>
  withOwn(
    alert,
    {
      expr: promql`(${promqlText(textOf(alert.expr))}) unless on (${BY}) ${promqlText(REGISTERED)}{${matchers(as)}}`,
      with: (override: AlertOverride<Parameters>) => leavingOutRegistered(alert.with(override), as),
    },
    { tests: once(() => [...alert.tests, ...registeredTests(alert.tests, as)]) },
  );

/** What makes it fire does not, once all that it fires about is registered so; registered as something else, it still does. */
const registeredTests = (tests: readonly AlertTest[], as: As): readonly AlertTest[] => {
  const firing = tests.find((test) => test.kind === "fires" && test.expect.length > 0);
  if (firing?.kind !== "fires") return [];
  const samples = Math.ceil(firing.at.milliseconds / firing.interval.milliseconds);
  const registeredAs = (labels: Readonly<Record<string, string>>) =>
    unique(
      firing.expect.map(({ labels: { namespace = "", service = "" } }) => ({
        series: seriesText(REGISTERED, { namespace, service, team: "shop", ...labels }),
        values: `1x${samples}`,
      })),
    );
  return [
    {
      kind: "silent",
      title: "a team has registered it, and is told by alerts of its own",
      given: [...firing.given, ...registeredAs(as)],
      interval: firing.interval,
      until: firing.at,
    },
    {
      ...firing,
      title: `${firing.title}, registered as something else`,
      given: [...firing.given, ...registeredAs(otherThan(as))],
    },
  ];
};

const otherThan = (as: As): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(as).map((label) => [label, "other"]));

const unique = <Series extends { readonly series: string }>(all: readonly Series[]): readonly Series[] =>
  all.filter((each, index) => all.findIndex(({ series }) => series === each.series) === index);

/** All of them, each with its own parameters. */
export const eachLeavingOut = <const Alerts extends readonly Alert[]>(alerts: Alerts, kind: RegisteredKind): Alerts => {
  const changed: readonly Alert[] = alerts.map((alert) => leavingOutRegistered(alert, { kind }));
  // Each keeps its name, its parameters and its place, which `map` cannot say of a tuple.
  return changed as Alerts;
};
