/** The page of an environment that says who is told of which alert: for those who carry a pager and those who wonder why nobody called. */
import { code, prometheusDuration, prose, table, type AlertRouting, type Model, type RoutingTest } from "../../model";
import { againAfter, channelsText, intervalWords, matcherText, pages, periodText, type Labels } from "../../routing";
import { linksFrom, packsOfAlerts, type Links } from "../links";
import { pageHead } from "../page";
import { routesDiagram } from "./routes-diagram";
import { isPaged, whoIsTold, type Destination, type ToldAlert } from "../who-is-told";

export const routesPage = (model: Model): string =>
  [introduction(model.name), ...model.routings.flatMap((routing) => sections(model, routing))]
    .join("\n\n")
    .concat("\n");

const introduction = (environment: string): string => `${pageHead(`Who is told: ${environment}`)}

Every alert of \`${environment}\` with the people who are told of it, and what decides so. \`npm run routes -- --environment ${environment}\` prints
the same in a terminal; with \`--alert NAME\` it explains step by step what becomes of one alert.`;

const sections = (model: Model, routing: AlertRouting): readonly string[] => {
  const { configuration, path, tests } = routing;
  const { receivers, inhibitRules, timeIntervals } = configuration;
  const several = model.routings.length > 1 ? ` of ${path}` : "";
  const section = (title: string, ...texts: readonly string[]): readonly string[] => [
    `## ${title}${several}`,
    ...texts,
  ];
  return [
    ...section("Alerts", alertsTable(model, routing)),
    ...section("Routes", ROUTES, ["```mermaid", routesDiagram(configuration), "```"].join("\n"), timings(routing)),
    ...section(
      "Receivers",
      table(
        ["receiver", "team", "told through", "pages"],
        receivers.map((each) => [code(each.name), code(each.team ?? ""), channelsText(each), yes(pages(each))]),
      ),
    ),
    ...section(
      "Inhibition",
      ...(inhibitRules.length === 0
        ? ["No alert hides another."]
        : [
            "While an alert of the first column fires, those of the second that agree in all labels of the third are not told.",
            table(
              ["fires", "is not told", "agreeing in"],
              inhibitRules.map(({ source, target, equal }) => [
                source.map(matcherText).map(code).join(" "),
                target.map(matcherText).map(code).join(" "),
                equal.map(code).join(" "),
              ]),
            ),
          ]),
    ),
    ...section(
      "Time intervals",
      timeIntervals.length === 0
        ? "Everybody is told at any time."
        : table(
            ["interval", "holds"],
            timeIntervals.map(({ name, periods }) => [code(name), periods.map(periodText).join("; ")]),
          ),
    ),
    ...section(
      "Tests",
      ...(tests.length === 0
        ? ["None yet: `given(firing(…)).at(…).expect({ … })` beside the teams of the environment."]
        : ["What must come out is checked before anything is synthesized.", tests.map(testText).join("\n")]),
    ),
  ];
};

const ROUTES =
  "An alert runs from left to right, along the first edge that matches it; where that is dotted, the next ones are asked as well. Bold receivers page, dashed ones are machines that notice silence.";

const timings = ({ configuration: { route } }: AlertRouting): string => {
  const time = (value: typeof route.groupWait, usual: string): string =>
    value === undefined ? usual : prometheusDuration(value);
  return (
    `Unless an edge says otherwise, alerts are told together ${groupText(route.groupBy ?? [])}; a new group waits ${time(route.groupWait, "30s")}, ` +
    `news of it ${time(route.groupInterval, "5m")}, and what has not changed is told again after ${time(againAfter(route), "4h5m")}.`
  );
};

const groupText = (labels: readonly string[]): string =>
  labels.includes("...")
    ? "only where all of their labels agree"
    : labels.length === 0
      ? "all at once"
      : `that agree in ${labels.map(code).join(", ")}`;

const alertsTable = (model: Model, { path }: AlertRouting): string => {
  const nameText = runbookOf(model);
  return table(
    ["alert", "severity", "team", "is told to", "through", "pages"],
    whoIsTold(model)
      .filter((told) => told.path === path)
      .flatMap(({ alerts }) => alerts)
      .map((alert) => [
        [nameText(alert), ...whereText(alert.where)].join(" "),
        alert.severity,
        code(alert.team),
        alert.destinations.map(destinationText).join("<br>"),
        alert.destinations.map(({ receiver }) => channelsText(receiver)).join("<br>"),
        yes(isPaged(alert)),
      ]),
  );
};

/** Alerts of one name have a runbook in each pack: that of the team that is told. */
const runbookOf = (model: Model): ((alert: Pick<ToldAlert, "name" | "team">) => string) => {
  const links: Links = linksFrom(model);
  const first = packsOfAlerts(model);
  const ofTeam = new Map(
    model.packs
      .flatMap(({ pack }) => pack.alerts.map(({ name, team }) => [`${name} ${team}`, pack.name] as const))
      .reverse(),
  );
  return ({ name, team }) => {
    const pack = ofTeam.get(`${name} ${team}`) ?? first.get(name);
    return pack === undefined ? code(name) : links.runbook(pack, name);
  };
};

const whereText = (where: Labels): readonly string[] =>
  Object.keys(where).length === 0
    ? []
    : [
        `where ${Object.entries(where)
          .map(([label, value]) => code(matcherText({ label, operator: "=", value })))
          .join(", ")}`,
      ];

const destinationText = ({ receiver, route }: Destination): string =>
  [code(receiver.name), ...intervalWords(route)].join(" ");

const yes = (holds: boolean): string => (holds ? "yes" : "");

const testText = ({ title, alerts, at, expected }: RoutingTest): string =>
  [
    `- **${prose(title)}**: at ${prose(at)}, when ${listed(alerts.map(({ name }) => code(name)))} ${alerts.length === 1 ? "fires" : "fire"}`,
    ...Object.entries(expected).map(([name, { receivers, inhibited, muted }]) => {
      const words = [
        ...(receivers === undefined ? [] : [`reaches ${listed(receivers.map(code)) || "nobody"}`]),
        ...(inhibited === undefined ? [] : [inhibitedText(inhibited)]),
        ...(muted === undefined
          ? []
          : [muted.length === 0 ? "is not muted" : `is muted for ${listed(muted.map(code))}`]),
      ];
      return `  - ${code(name)} ${listed(words) || "may do anything"}`;
    }),
  ].join("\n");

const inhibitedText = (inhibited: boolean | string): string => {
  if (inhibited === false) return "is not inhibited";
  return inhibited === true ? "is inhibited" : `is inhibited by ${code(inhibited)}`;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
