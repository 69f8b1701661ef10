/** The labels that decide whom an alert reaches, and how. */
import { didYouMean, type AlertSeverity } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";

const QUEUE_LONG = { expr: "shop_queue_length > 100" };

const SEVERITIES: readonly string[] = ["critical", "warning", "info"];

/** The one alert that is for machines: it fires always, so that its silence tells that alerting is broken. */
const DEAD_MANS_SWITCH = "Watchdog";

export const alertSeverity = check({
  id: "alert/severity",
  severity: "error",
  reason:
    "Routes decide by severity who is woken. A severity that no route knows ends at the default receiver, where nobody looks at night.",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts) {
      const severity = rule.labels["severity"] ?? "";
      if (SEVERITIES.includes(severity) || (severity === "none" && rule.name === DEAD_MANS_SWITCH)) continue;
      yield at(`${path}.severity`)
        .problem(
          severity === ""
            ? "is missing"
            : severity === "none"
              ? `is "none", which is for the ${DEAD_MANS_SWITCH} only`
              : `is "${severity}"${didYouMean(severity, SEVERITIES)}`,
        )
        .mend("write critical (act now), warning (act today) or info (know it)");
    }
  },
  examples: () => ({
    passing: [
      ...(["critical", "warning", "info"] as const).map((severity) => modelWithAlert({ ...QUEUE_LONG, severity })),
      modelWithAlert({ name: DEAD_MANS_SWITCH, expr: "vector(1)", severity: "none", summary: "All is well" }),
    ],
    failing: [
      modelWithAlert({ ...QUEUE_LONG, severity: "none" }),
      modelWithAlert({ ...QUEUE_LONG, severity: "page" as AlertSeverity }),
    ],
  }),
});

export const alertTeam = check({
  id: "alert/team",
  severity: "error",
  reason:
    "An alert goes to the channels of its team. One without a team, or of a team that the environment does not have, has no owner.",
  *find(model): Iterable<Problem> {
    const teams = new Set(model.routings.flatMap((routing) => routing.teams));
    for (const { path, rule } of contentOf(model).alerts) {
      const team = rule.labels["team"]?.trim() ?? "";
      // A team that each series names for itself is not known here.
      if (team.includes("{{") || (team !== "" && (teams.size === 0 || teams.has(team)))) continue;
      yield at(`${path}.team`)
        .problem(
          team === "" ? "is missing" : `is "${team}", which the environment does not have${didYouMean(team, teams)}`,
        )
        .mend(
          teams.size === 0
            ? "write the team that owns it"
            : `write one of ${[...teams].join(", ")}, or add the team to the environment`,
        );
    }
  },
  examples: () => ({
    passing: [modelWithAlert(QUEUE_LONG), modelWithAlert({ ...QUEUE_LONG, team: "shop" })],
    failing: [modelWithAlert({ ...QUEUE_LONG, team: "shp" }), modelWithAlert({ ...QUEUE_LONG, team: "" })],
  }),
});
