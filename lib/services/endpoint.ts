/** An address that is tried out from outside. */
import * as z from "zod";
import { probe, probeTargets } from "../components";
import {
  ConfigurationError,
  days,
  duration,
  nonEmpty,
  pack,
  parse,
  seconds,
  type MonitoringPack,
  type OverridesOf,
  type SloWindow,
} from "../model";
import { addressAlertsOf, blackbox, registered } from "../packs";
import { matchers, promql } from "../query";
import { probeSuccess, slo } from "../slo";
import { serviceShape, type Host, type MonitoredService, type ServiceExtras } from "./service";

const shape = z.strictObject({
  name: serviceShape.name,
  team: serviceShape.team,
  /** `https://shop.acme.example/healthz`; host and port for a module that opens connections. */
  url: nonEmpty,
  /** Module of the blackbox exporter. @default "http_2xx" */
  module: nonEmpty.default("http_2xx"),
  /** How often. @default seconds(30) */
  interval: duration.default(seconds(30)),
});

export interface EndpointProps extends z.input<typeof shape>, ServiceExtras {
  /** What is promised of it. @default that 99.9 % of the probes succeed, over 30 days */
  readonly objectives?: { readonly availability?: string; readonly window?: SloWindow } | "none";
  /** Its alerts set anew: `{ ProbeSlow: { parameters: { seconds: 1 } } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<ReturnType<typeof addressAlertsOf>>>;
}

/** @throws ConfigurationError that lists everything that is wrong with the props, and where the platform has no blackbox exporter */
export const endpoint = (props: EndpointProps, host: Host): MonitoredService => {
  const { objectives, alerts = {}, slos = [], packs = [], metrics = {}, ...own } = props;
  const path = `${host.path}.${String(own.name)}`;
  const { name, team, url, module, interval } = parse(shape, own, path);
  if (host.prober === undefined) throw noProber(path);
  const who = { namespace: host.namespace, service: name };
  const { availability = "99.9%", window = days(30) } = objectives === "none" ? {} : (objectives ?? {});
  return {
    path,
    name,
    team,
    objects: [
      probe({
        name,
        namespace: host.namespace,
        jobName: "probe",
        prober: { address: host.prober },
        module,
        interval,
        targets: probeTargets({ targets: [url], labels: { service: name, probe: name } }),
      }),
    ],
    exporters: [],
    pack: pack(name, {
      metrics: blackbox,
      team,
      recordingRules: [registered({ ...who, team })],
      alerts: addressAlertsOf(who),
      dashboard: "probes",
    }),
    alerts,
    interval,
    slos: [
      ...(objectives === "none"
        ? []
        : [
            slo({
              name: `${name}-reachable`,
              service: name,
              owner: team,
              description: `${url} answers from outside.`,
              objective: availability,
              window,
              sli: probeSuccess({ probe: promql`${blackbox.success}{${matchers(who)}}` }),
            }),
          ]),
      ...slos,
    ],
    metrics: { ...blackbox, ...metrics },
    packs,
    shared: [],
  };
};

const noProber = (path: string): ConfigurationError =>
  new ConfigurationError([
    {
      check: "references/unknown",
      severity: "error",
      path: `${path}.url`,
      problem: "has to be probed, and the platform has no blackbox exporter",
      mend: "write exporters: { blackbox: {} } in the environment",
    },
  ]);
