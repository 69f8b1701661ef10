/** An address that is tried out from outside. */
import * as z from "zod";
import { probe, probeTargets } from "../components";
import {
  days,
  didYouMean,
  nonEmpty,
  pack,
  seconds,
  text,
  type Finding,
  type MonitoringPack,
  type OverridesOf,
} from "../model";
import { addressAlertsOf, blackbox, registered } from "../packs";
import { matchers, promql } from "../query";
import { probeSuccess, slo, sloSchema } from "../slo";
import type { Host, MonitoredService } from "./service";
import { scrapeInterval } from "./scrape-interval";
import { judged, objectivesOf, ownedShape, overridesShape } from "./service-props";

const address = text({
  holds: (value) => /^\S+$/.test(value),
  problem: "is no address",
  mend: "write e.g. https://shop.acme.example/healthz, or host:port for a module that opens connections",
}).refine((value) => !URL.canParse(value) || new URL(value).username + new URL(value).password === "", {
  error: "carries a user or password in clear text",
  params: { mend: "leave it out and give the module of the blackbox exporter a secret reference" },
});

const DEFAULT_MODULE = "http_2xx";

const shape = z.strictObject({
  ...ownedShape,
  ...overridesShape,
  /** `https://shop.acme.example/healthz`; host and port for a module that opens connections. */
  url: address,
  /** Module of the blackbox exporter, one of those that it has; of a platform elsewhere nobody can know. @default "http_2xx" */
  module: nonEmpty.default(DEFAULT_MODULE),
  /** Time between two probes. @default seconds(30) */
  interval: scrapeInterval.default(seconds(30)),
  /** What is promised of it. @default that 99.9 % of the probes succeed, over 30 days */
  objectives: objectivesOf({
    /** Share of the probes. @default "99.9%" */
    availability: sloSchema.shape.objective.optional(),
    /** @default days(30) */
    window: sloSchema.shape.window.optional(),
  }),
});

export interface EndpointProps extends z.input<typeof shape> {
  /** Its alerts set anew: `{ ProbeSlow: { parameters: { seconds: 1 } } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<ReturnType<typeof addressAlertsOf>>>;
}

/** @throws ConfigurationError that lists everything that is wrong with the props, and where the platform has no blackbox exporter */
export const endpoint = (props: EndpointProps, host: Host): MonitoredService => {
  const { namespace, prober = "" } = host;
  const { path, said } = judged(shape, props, host, {
    alerts: ({ name }) => addressAlertsOf({ namespace, service: String(name) }),
    further: ({ module: named = DEFAULT_MODULE }, place) =>
      host.prober === undefined ? [noProber(place)] : unknownModule(named, host, place),
  });
  const { name, team, url, module, interval, objectives = {}, alerts, slos, packs, metrics } = said;
  const who = { namespace, service: name };
  const promised = ({ availability = "99.9%", window = days(30) }: Exclude<typeof objectives, "none">) =>
    slo({
      name: `${name}-reachable`,
      alertPrefix: "EndpointReachable",
      service: name,
      owner: team,
      description: `${url} answers from outside.`,
      objective: availability,
      window,
      sli: probeSuccess({ probe: promql`${blackbox.success}{${matchers(who)}}` }),
    });
  return {
    path,
    name,
    kind: "endpoint",
    source: { kind: "probe", url, module },
    namespace,
    team,
    objects: [
      probe({
        name,
        namespace,
        jobName: "probe",
        prober: { address: prober },
        module,
        interval,
        targets: probeTargets({ targets: [url], labels: { service: name, probe: name } }),
      }),
    ],
    exporters: [],
    pack: pack(name, {
      metrics: blackbox,
      team,
      recordingRules: [registered({ ...who, team, kind: "probe" })],
      alerts: addressAlertsOf(who),
      dashboard: "probes",
    }),
    alerts,
    interval,
    slos: [...(objectives === "none" ? [] : [promised(objectives)]), ...slos],
    metrics: { ...blackbox, ...metrics },
    packs,
  };
};

const unknownModule = (named: unknown, { modules }: Host, path: string): readonly Finding[] =>
  modules === undefined || typeof named !== "string" || named === "" || modules.includes(named)
    ? []
    : [
        {
          check: "references/unknown",
          severity: "error",
          path: `${path}.module`,
          problem: `names the module "${named}", which the blackbox exporter does not have${didYouMean(named, modules)}`,
          mend: `write one of ${modules.join(", ")}, or add it: exporters: { blackbox: { modules: { ${named}: httpProbe({ … }) } } }`,
        },
      ];

const noProber = (path: string): Finding => ({
  check: "references/unknown",
  severity: "error",
  path: `${path}.url`,
  problem: "has to be probed, and the platform has no blackbox exporter",
  mend: "write exporters: { blackbox: {} } in the environment",
});
