/** A registered service of which nothing is measured: all its targets are down, or there are none. One alert for all of them. */
import { alert, hours, minutes, plus, prometheusDuration, scrape, times } from "../../model";
import { matchers, promql } from "../../query";
import { fires, series, silent } from "../../testing";
import { NOT_SCRAPED, registrations, SCRAPED } from "../registered";
import { serviceNotScrapedRunbook } from "./runbooks/service-not-scraped";
import { JOB, target } from "./situations";

const CART = { namespace: JOB.namespace, service: JOB.service, team: "shop" } as const;

const isRegistered = (labels: Readonly<Record<string, string>> = {}) =>
  series(registrations.registered, { ...CART, kind: "http", ...SCRAPED, ...labels });

/**
 * What `TargetJobDown` and `TargetJobGone` say of all other jobs, said to the team that has registered the service, and as soon as it is registered: a
 * selector that matches nothing looks just like a service that is gone. It waits as long as `TargetJobDown` does.
 */
export const serviceNotScraped = alert("ServiceNotScraped", {
  expr: promql`
    max by (namespace, service, team) (${registrations.registered})
    unless on (namespace, service) ${registrations.registered}{${matchers(NOT_SCRAPED)}}
    unless on (namespace, service) ${scrape.up} == 1
  `,
  for: minutes(5),
  severity: "critical",
  team: "{{ $labels.team }}",
  onMissingData: "silent",
  summary: "No target of {{ $labels.namespace }}/{{ $labels.service }} answers, or it has none",
  description: ({ for: pending }) =>
    `For ${prometheusDuration(pending)} Prometheus has not been able to scrape a single target of the service, or knows of none. Either it is down, or all of its other alerts and its objectives are blind.`,
  runbook: serviceNotScrapedRunbook,
  tests: ({ for: pending }) => {
    const expect = [
      {
        labels: CART,
        summary: "No target of shop/cart answers, or it has none",
        description: `For ${prometheusDuration(pending)} Prometheus has not been able to scrape a single target of the service, or knows of none. Either it is down, or all of its other alerts and its objectives are blind.`,
      },
    ];
    const time = plus(pending, hours(1));
    const others = [
      target("10.0.0.3:8080", { namespace: "test" }).constant(1, time),
      target("10.0.0.4:8080", { job: "search", service: "search" }).constant(1, time),
    ];
    return [
      fires("both targets are down, while a namesake elsewhere is well", {
        given: [
          isRegistered().constant(1, time),
          isRegistered({ namespace: "test", team: "test" }).constant(1, time),
          isRegistered({ service: "search" }).constant(1, time),
          target("10.0.0.1:8080").constant(0, time),
          target("10.0.0.2:8080").constant(0, time),
          ...others,
        ],
        after: plus(pending, minutes(5)),
        expect,
      }),
      fires("it has no target at all, as two kinds of service", {
        given: [isRegistered().constant(1, time), isRegistered({ kind: "queue" }).constant(1, time), ...others],
        after: plus(pending, minutes(5)),
        expect,
      }),
      silent("one of two is left", {
        given: [
          isRegistered().constant(1, time),
          target("10.0.0.1:8080").constant(0, time),
          target("10.0.0.2:8080").constant(1, time),
        ],
        for: time,
      }),
      silent("nobody has registered it, or somebody else scrapes it", {
        given: [
          target("10.0.0.1:8080").constant(0, time),
          isRegistered({ service: "pushed", ...NOT_SCRAPED }).constant(1, time),
        ],
        for: time,
      }),
      silent("for half of the wait", {
        given: [
          isRegistered().constant(1, time),
          target("10.0.0.1:8080").constant(1, minutes(5)).constant(0, times(0.5, pending)).constant(1, time),
        ],
        for: time,
      }),
    ];
  },
});
