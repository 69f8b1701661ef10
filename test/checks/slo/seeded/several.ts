/** Mistakes of several objectives together: names that are taken, journeys that cannot be added up. */
import { days, hours, minutes, type Slo } from "../../../../lib/model";
import { promql } from "../../../../lib/query";
import { composite, queueAge } from "../../../../lib/slo";
import { level, objective, TICKET, web, type Seeded } from "./row";

const journey = (parts: readonly Slo[], more: Parameters<typeof objective>[0] = {}): Slo =>
  objective({ name: "journey", sli: composite({ parts: parts.map((slo) => ({ slo, weight: 1 })) }), ...more });

export const severalRows: readonly Seeded[] = [
  {
    title: "two objectives of one name in a pack",
    environment: () => ({ slos: [objective(), objective({ window: days(7) })] }),
    check: "slo/duplicate",
    at: "web-availability#2",
    words: ["prod.packs.web.slos.web-availability", 'both would record {slo="web-availability"}'],
  },
  {
    title: "two objectives of one name in two packs",
    environment: () => ({ slos: [objective()], others: [objective({ objective: "99%" })] }),
    check: "slo/duplicate",
    at: "../../more.slos.web-availability",
    words: ["has the name of prod.packs.web.slos.web-availability"],
  },
  {
    title: "two names that become one in alerts",
    environment: () => ({ slos: [objective({ name: "a-b" }), objective({ name: "ab" })] }),
    check: "slo/alert-name",
    at: "ab.name",
    words: ["AbBurnsFast", "ABBurnsFast", "ab-burns-fast"],
  },
  {
    title: "a journey whose part is not there",
    environment: () => ({ slos: [journey([objective()])] }),
    check: "slo/part-missing",
    at: "journey.sli.parts[0]",
    words: ["is web-availability, which is none of the 1 objectives of its pack"],
  },
  {
    title: "a journey whose part is in another pack",
    environment: () => ({ slos: [journey([objective()])], others: [objective()] }),
    check: "slo/part-missing",
    at: "journey.sli.parts[0]",
    words: ["but prod.packs.more.slos.web-availability"],
  },
  {
    title: "a journey by a label that its part does not have",
    environment: () => ({ slos: [objective(), journey([objective()], { groupBy: ["route"] })] }),
    check: "slo/part-labels",
    at: "journey.sli.parts[0]",
    words: ["by no label, and the journey is by route"],
  },
  {
    title: "a journey that adds seconds to requests",
    environment: () => {
      const waits = objective({
        name: "queue-age",
        sli: queueAge({ oldest: promql`${web.oldestMessage}`, atMost: minutes(5) }),
      });
      return { slos: [objective(), waits, journey([objective(), waits])] };
    },
    check: "slo/part-unit",
    at: "journey.sli.parts[1]",
    words: ["counts seconds, and web-availability counts requests: 1 second would weigh as much as 1 of the requests"],
  },
  {
    title: "a journey whose part has another shortest window",
    environment: () => {
      const quick = objective({ alerting: { levels: [level(14.4, hours(1), minutes(2), "critical"), TICKET] } });
      return { slos: [quick, journey([quick])] };
    },
    check: "slo/part-range",
    at: "journey.sli.parts[0]",
    words: ["whose shortest window is 2m, and that of the journey is 5m", 'slo:events:rate5m{slo="web-availability"}'],
  },
];
