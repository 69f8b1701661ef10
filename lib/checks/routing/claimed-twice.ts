/** Alerts that two teams of the team model say are theirs. */
import type { AlertRouting, Model, Route } from "../../model";
import { commonLabels, matchersText } from "../../routing";
import { at, check, type Problem } from "../check";
import { treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { listed } from "./words";

interface Claim {
  readonly team: string;
  readonly route: Route;
}

/** The routes of `teams.dba.alerts[0]`, which all are children of the root. */
const claimsIn = ({ path, configuration }: AlertRouting): readonly Claim[] =>
  configuration.route.routes.flatMap((route) => {
    if (!route.path.startsWith(`${path}.`)) return [];
    const [, team] = /^\.teams\.(.+)\.alerts\[\d+\]$/.exec(route.path.slice(path.length)) ?? [];
    return team === undefined ? [] : [{ team, route }];
  });

const labelsText = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(", ")}}`;

export const claimedTwice = check({
  id: "routing/claimed-twice",
  severity: "error",
  reason:
    "Two teams say that an alert is theirs, and whoever happens to stand first is told of it. The other one waits for what never comes.",
  *find(model): Iterable<Problem> {
    for (const routing of model.routings) {
      const claims = claimsIn(routing);
      for (const [index, { team, route }] of claims.entries())
        for (const first of claims.slice(0, index)) {
          if (first.team === team) continue;
          const labels = commonLabels([...first.route.matchers, ...route.matchers]);
          if (labels === undefined) continue;
          yield at(route.path)
            .problem(
              `an alert with ${labelsText(labels)} is claimed by ${listed([first.team, team])}: ${first.route.path} (${matchersText(first.route)}) takes it first`,
            )
            .mend(
              `exclude at one of them what is the other one's, with not(…) or notMatches(…), or put the label team on the alert`,
            );
        }
    }
  },
  examples: () => ({
    passing: [claiming("postgres|mysql", "cart"), claiming("mysql-.*", "mysql")],
    failing: [claiming("postgres|mysql.*", "mysql-eu")],
  }),
});

/** As the team model has it: the databases' alerts by an expression, those of the shop by one service. */
const claiming = (databases: string, service: string): Model => {
  const model = routedModel({ teams: { dba: {}, shop: {} }, route: treeOf() });
  const claim = (path: string, operator: "=" | "=~", value: string): Route => ({
    path: `example.alerting.teams.${path}`,
    matchers: [
      { label: "team", operator: "=", value: "" },
      { label: "service", operator, value },
    ],
    receiver: "shop",
    continue: false,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    routes: [],
  });
  return {
    ...model,
    routings: model.routings.map((routing) => ({
      ...routing,
      configuration: {
        ...routing.configuration,
        route: {
          ...routing.configuration.route,
          routes: [claim("dba.alerts[0]", "=~", databases), claim("shop.alerts[0]", "=", service)],
        },
      },
    })),
  };
};
