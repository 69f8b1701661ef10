/** What alerts of different packs say about one registered service: rules of Alertmanager by labels, the same for all services, whatever stack they come from. */
import type { InhibitRule } from "../../model";
import { burnAlertName, missingDataAlertName } from "../../slo";
import { BY } from "./registered";

/** The name of the alert that hides others, and those that need not be told beside it. */
interface Hiding {
  readonly source: string;
  readonly targets: readonly string[];
}

/** `.+AvailabilityBurnsFast`: what services share, and objectives of one's own that are called `<service>-availability`; the level that pages is critical. */
const pagesFor = (objective: string): string => `.+${burnAlertName({ name: objective }, { severity: "critical" })}`;

const HIDING: readonly Hiding[] = [
  { source: pagesFor("availability"), targets: ["HttpHighErrorRatio"] },
  { source: pagesFor("latency"), targets: ["HttpHighLatency"] },
  // Without targets there is neither traffic nor data.
  { source: "ServiceNotScraped", targets: ["HttpTrafficGone", `.+${missingDataAlertName({ name: "" })}`] },
];

/**
 * One page for one cause: while an objective pages, the alert about the same figure is not told beside it, and while a service is not scraped,
 * nobody is told that it has no data. Both must be about the same service in the same namespace and cluster. Each other alert still tells what the
 * first does not: errors of five minutes page long before an hour's budget burns, and then the objective's page follows, which says more.
 *
 * As always with Alertmanager, a source that is silenced hides as well: whoever silences the page of an objective silences these, too.
 */
export const registeredInhibition = (path: string): readonly InhibitRule[] =>
  HIDING.map(({ source, targets }) => ({
    path: `${path}.registered.${targets.join("|")}`,
    source: [{ label: "alertname", operator: "=~", value: source }],
    target: [{ label: "alertname", operator: "=~", value: targets.join("|") }],
    equal: [...BY, "cluster"],
  }));
