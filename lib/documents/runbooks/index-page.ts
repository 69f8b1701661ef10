/** All alerts of an environment by severity, by team and by what they are about, each leading to its runbook. */
import { code, WORST_FIRST, type DeployedAlert, type Model } from "../../model";
import { linksFrom, type Links } from "../links";
import { pageHead } from "../page";

export const HOW_TO_READ = "How to read them";

export const runbooksPage = (model: Model): string => {
  const listed = alertsOf(model);
  const links = linksFrom(model);
  return [
    pageHead(`Runbooks: ${model.name}`),
    introduction(model, listed.length, links),
    `## ${HOW_TO_READ}`,
    EXPLANATION,
    ...pictureText(listed),
    "## By severity",
    ...WORST_FIRST.flatMap((severity) =>
      groupText(
        `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`,
        listed.filter(({ alert }) => alert.severity === severity),
        links,
      ),
    ),
    "## By team",
    ...[...new Set(listed.map(({ alert }) => alert.team))]
      .sort()
      .flatMap((team) =>
        groupText(
          teamHeading(team),
          worstFirst(listed.filter(({ alert }) => alert.team === team)),
          links,
          severityText,
        ),
      ),
    "## By component",
    ...[...new Set(listed.map(({ pack }) => pack))]
      .sort()
      .flatMap((pack) =>
        groupText(`Component ${pack}`, worstFirst(listed.filter((each) => each.pack === pack)), links, severityText),
      ),
  ]
    .join("\n\n")
    .concat("\n");
};

/** The page of one alert in Grafana, as `npm run preview` has drawn it. */
export const PICTURE = { alert: "HttpHighErrorRatio", file: "runbook-http-high-error-ratio.png" } as const;

const pictureText = (listed: readonly Listed[]): readonly string[] =>
  listed.some(({ alert }) => alert.name === PICTURE.alert)
    ? [
        `The address in an alert opens a page of Grafana with the same text, beside live figures of that alert: this is the one of ${code(PICTURE.alert)}.`,
        `![The page of ${PICTURE.alert}](../../pictures/${PICTURE.file})`,
      ]
    : [];

interface Listed {
  readonly pack: string;
  readonly alert: DeployedAlert;
}

/** Each name once in each pack, by name. */
const alertsOf = ({ packs }: Model): readonly Listed[] =>
  packs
    .flatMap(({ pack }) =>
      [...new Map([...pack.alerts].reverse().map((alert) => [alert.name, alert])).values()].map((alert): Listed => ({
        pack: pack.name,
        alert,
      })),
    )
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));

const order = ({ pack, alert }: Listed): string => `${alert.name}\u0000${pack}`;

/** A team that is written as a label is filled in by Prometheus. */
const teamHeading = (team: string): string => (team.includes("{{") ? "Team of the service" : `Team ${team}`);

const severityText = ({ alert }: Listed): string => `, ${alert.severity}`;

/** By name within each severity, as they come. */
const worstFirst = (listed: readonly Listed[]): readonly Listed[] =>
  WORST_FIRST.flatMap((severity) => listed.filter(({ alert }) => alert.severity === severity));

const groupText = (
  title: string,
  listed: readonly Listed[],
  links: Links,
  more: (each: Listed) => string = () => "",
): readonly string[] =>
  listed.length === 0
    ? []
    : [`### ${title}`, listed.map((each) => `- ${nameText(each, listed, links)}${more(each)}`).join("\n")];

/** Services have alerts of the names of those of all services. */
const nameText = ({ pack, alert }: Listed, among: readonly Listed[], links: Links): string => {
  const alone = among.filter((other) => other.alert.name === alert.name).length === 1;
  return `${links.runbook(pack, alert.name)}${alone ? "" : ` of ${code(pack)}`}`;
};

const introduction = ({ name }: Model, count: number, links: Links): string =>
  `The ${count} alerts of \`${name}\`, with what to do about each. ${links.routes("Who is told of which alert")} is decided elsewhere; here stands what came out.`;

const EXPLANATION = `\`$namespace\`, \`$pod\` and the like in a command or a query stand for the label of that name on the alert: copy it from the message. \`<pod>\` and
the like stand for what the step before has shown. \`{{ … }}\` in what an alert says is filled in by Prometheus: \`{{ $labels.pod }}\` with
the label, \`{{ $value }}\` with the value of the expression.

Under **what its tests promise** stand the titles of its tests: each was run against Prometheus's own rule engine before anything was deployed.`;
