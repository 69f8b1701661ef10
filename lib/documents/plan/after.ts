/** The phases after the deployment: who is told is tried out, what is promised is recorded, and those who run it take over. */
import { code, prometheusDuration, prose, table, textOf, type Model } from "../../model";
import { counted, deployedAlerts, listed, objectiveLink, promql, shell, teamsText } from "../architecture";
import { slosOf } from "../slos";
import { isPaged, whoIsTold, type ToldAlert } from "../who-is-told";
import { kubectlOf } from "./commands";
import type { Phase } from "./phases";

export const routingPhase = (model: Model): Phase => {
  const tried = worstOfEachTeam(model);
  const [installation] = model.installations;
  const sender = model.flows.find(
    ({ what, address }) => what === "queries" && address?.endsWith(":9093") === true,
  )?.address;
  const { hostname, port } = new URL(sender ?? "http://alertmanager.observability.svc:9093");
  const [service = "", namespace = ""] = hostname.split(".");
  return {
    title: "Routing test",
    who: `the team ${code(installation?.defaultTeam ?? "")}, and somebody of each team at the other end: announce it before`,
    purpose: "One alert for each team is sent on purpose, and arrives where it should.",
    steps: [
      "On paper first: where every alert goes, as Alertmanager itself decides. [The page](routes.md) has the same.",
      shell(`npm run routes -- --environment ${model.name}`),
      "Then for real. Each alert says that it is a test, and ends by itself after Alertmanager's `resolve_timeout`, five minutes unless the routing says otherwise:",
      shell(
        `${kubectlOf(model)} -n ${namespace} port-forward svc/${service} ${port || "80"}:${port || "80"} & sleep 3`,
        ...tried.map(
          (each) =>
            `curl --silent --fail http://localhost:${port || "80"}/api/v2/alerts --header 'Content-Type: application/json' --data '${testAlert(each)}'`,
        ),
        "kill %1",
      ),
    ],
    verification: [
      "Within a minute or so, each arrives at its receiver, as often as there are channels:",
      table(
        ["alert", "team", "receivers", "pages"],
        tried.map((each) => [
          code(each.name),
          code(each.team),
          each.destinations.map(({ receiver }) => code(receiver.name)).join(", ") || "nobody",
          isPaged(each) ? "yes" : "",
        ]),
      ),
      ...heartbeat(model),
    ],
    rollback: ["The alerts end by themselves. A page that somebody has taken must be closed by hand at the pager."],
  };
};

const WORST = ["critical", "warning", "info", "none"];

/** The worst alert that a team is told of; it stands for its route. */
const worstOfEachTeam = (model: Model): readonly ToldAlert[] => {
  const all = whoIsTold(model)
    .flatMap(({ alerts }) => alerts)
    .filter(({ destinations, team }) => team !== "" && destinations.length > 0);
  const teams = [...new Set(all.map(({ team }) => team))].sort();
  return teams.flatMap((team) => {
    const [worst] = all
      .filter((each) => each.team === team)
      .sort((a, b) => WORST.indexOf(a.severity) - WORST.indexOf(b.severity) || (a.name < b.name ? -1 : 1));
    return worst === undefined ? [] : [worst];
  });
};

/** JSON within single quotes of a shell. */
const testAlert = ({ name, severity, team, where }: ToldAlert): string =>
  JSON.stringify([
    {
      labels: { ...where, alertname: name, severity, team },
      annotations: { summary: "TEST of the routing, nothing is wrong" },
    },
  ]).replaceAll("'", String.raw`'\''`);

const heartbeat = ({ routings }: Model): readonly string[] => {
  const far = routings.flatMap(({ configuration }) =>
    configuration.receivers.filter(({ channels }) => channels.some(({ heartbeat: is }) => is === true)),
  );
  return far.length === 0
    ? ["**No heartbeat is configured:** when Prometheus or Alertmanager is away as a whole, nobody hears of it."]
    : [
        `The far end of ${listed(far.map(({ name }) => code(name)))} has heard the dead man's switch in the last minutes. Stop listening there once, and see that it calls somebody.`,
      ];
};

export const objectivesPhase = (model: Model): Phase => {
  const slos = slosOf(model);
  const owners = [...new Set(slos.map(({ team }) => team))].filter(Boolean).sort();
  const [first] = slos;
  return {
    title: "Objectives",
    who: teamsText(owners),
    purpose: "What is promised is recorded, and its owners have agreed to it.",
    steps: [
      slos.length === 0
        ? "Nothing is promised yet: `platform.addObjectives(…)`, or `objectives` of a service."
        : "Each owner reads its objectives and says yes, or changes them:",
      shell(`npm run slos -- --environment ${model.name}`),
      ...(slos.length === 0
        ? []
        : [
            table(
              ["objective", "service", "promised", "owner"],
              slos.map(({ slo, team }) => [
                objectiveLink(model, slo.name),
                prose(slo.service),
                slo.objective,
                code(team),
              ]),
            ),
          ]),
    ],
    verification:
      first === undefined
        ? ["Nothing to see yet."]
        : [
            `The query gives ${counted(slos.length, "objective")}, once each has data; one without has its alert about missing data.`,
            promql(`count by (slo) (${first.recordings[0]?.name ?? "ALERTS"})`),
            "What they are computed from, for the first of them:",
            promql(first.indicator.total || textOf("up")),
          ],
    rollback: [
      "An objective that is taken out goes with its rules at the next deployment; what was recorded stays until its retention ends.",
    ],
  };
};

export const handoverPhase = (model: Model): Phase => {
  const teams = [...new Set(model.routings.flatMap((routing) => routing.teams))].sort();
  return {
    title: "Handover",
    who: `the team ${code(model.installations[0]?.defaultTeam ?? "")} to ${teamsText(teams)}`,
    purpose: "Those who are told know what to do, and nothing is left that only one person knows.",
    steps: [
      [
        `- Everybody who is told has a login at ${model.installations[0]?.grafana ?? "Grafana"} and is in its team there.`,
        "- Each team has read the [runbooks](runbooks.md) of its critical alerts, and one of them was walked through with a real terminal.",
        "- Everybody knows how to silence an alert for a while, and that silences end.",
        ...(deployedAlerts(model, ["Watchdog"]).length > 0
          ? ["- Somebody owns the far end of the dead man's switch."]
          : []),
        `- The [assessment](assessment.md) was read: what is not watched is known, and somebody has said that it may stay so.`,
        ...model.stores
          .filter(({ retention }) => retention !== undefined)
          .map(
            ({ keeps, name, retention }) =>
              `- ${prose(keeps ?? "Data")} of ${code(name)} are gone after ${retention === undefined ? "" : prometheusDuration(retention)}: who needs them longer has said so.`,
          ),
        "- Whoever upgrades reads `diff` first, and upgrades an environment that matters less before one that matters more.",
      ].join("\n"),
      ...(model.waivers.length === 0
        ? ["No finding is waived."]
        : [
            "Findings that are waived for a while come back on these days:",
            table(
              ["until", "finding", "where", "why it is right"],
              [...model.waivers]
                .sort((a, b) => (a.until < b.until ? -1 : 1))
                .map(({ check, path, reason, until }) => [until, code(check), code(path), prose(reason)]),
            ),
          ]),
    ],
    verification: [
      "A week later: `npm start` still has no errors, no alert has fired that nobody could do anything about, and the [cost drivers](architecture.md#cost-drivers) were measured once.",
    ],
    rollback: ["There is nothing to take back."],
  };
};
