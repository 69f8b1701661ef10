/** Names of teams, which become labels, receivers and uids. */
import { dnsLabel } from "../model";

/** Grafana's uids have at most 40 characters, and the one of a team's folder begins with `team-`. */
const LONGEST_TEAM = 35;

export const teamName = dnsLabel.refine((name) => name.length <= LONGEST_TEAM, {
  error: `has more than ${LONGEST_TEAM} characters, which is too long for the name of a team`,
  params: { mend: `use at most ${LONGEST_TEAM}` },
});
