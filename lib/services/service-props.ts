/** What is said of a service, judged as a whole: everything that is wrong with it is told at once, each at the place where it was written. */
import * as z from "zod";
import { isMap } from "../charts";
import {
  ConfigurationError,
  didYouMean,
  dnsLabel,
  errorsIn,
  join,
  judge,
  nonEmpty,
  ownOverrideFindings,
  type Alert,
  type AlertOverrides,
  type Finding,
  type MetricContract,
  type MonitoringPack,
  type Slo,
  type Values,
} from "../model";
import { teamName } from "../routing";
import type { Host } from "./service";

/** The longest name with which `service-<name>` is still a uid of Grafana. */
const LONGEST_NAME = 32;

const serviceName = dnsLabel.refine((name) => name.length <= LONGEST_NAME, {
  error: `has more than ${LONGEST_NAME} characters, which is too long for the address of its dashboard`,
  params: { mend: `use at most ${LONGEST_NAME}` },
});

const isPack = (value: unknown): value is MonitoringPack =>
  isMap(value) &&
  typeof value["name"] === "string" &&
  ["recordingRules", "alerts", "dashboards", "slos"].every((key) => Array.isArray(value[key]));

const isSlo = (value: unknown): value is Slo => isMap(value) && value["kind"] === "slo";

/** What is said of anything that is watched. */
export const ownedShape = {
  /** What people call it: the label `service` of its series, its dashboard `service-<name>`, its objectives. At most 32 characters. */
  name: serviceName,
  /** Who owns it: the label `team` of its alerts, and the folder of its dashboard. */
  team: teamName,
  /** Further promises: `[slo({ … })]`. @default none */
  slos: z
    .array(z.custom<Slo>(isSlo, { error: "is no objective", params: { mend: "write what slo({ … }) makes" } }))
    .readonly()
    .default([]),
  /** What `slos` read beside the metrics that its kind has. @default nothing */
  metrics: z
    .custom<MetricContract>(isMap, {
      error: "is no contract of metrics",
      params: { mend: "write what contract({ … }, { … }) makes" },
    })
    .default({}),
  /** Further packs: `[businessPack()]`. They belong to its team, where they say nothing else. @default none */
  packs: z
    .array(z.custom<MonitoringPack>(isPack, { error: "is no pack", params: { mend: "write what pack(…) makes" } }))
    .readonly()
    .default([]),
} as const;

/** What is said of everything that runs in pods. */
export const serviceShape = {
  ...ownedShape,
  /** Namespace of its pods. */
  namespace: dnsLabel,
} as const;

/** Alerts set anew; `judged` holds them against the alerts that there are. */
export const overridesShape = { alerts: z.custom<AlertOverrides>().default({}) } as const;

/** What is promised, or `"none"`. */
export const objectivesOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.union([z.strictObject(shape), z.literal("none")]).optional();

interface Judging {
  /** The alerts that it has, asked for where some are set anew. @default none that can be */
  readonly alerts?: (props: Values) => readonly Alert[];
  /** What the shape alone cannot find. @default nothing */
  readonly further?: (props: Values, path: string) => readonly Finding[];
}

/**
 * @param shape what the props look like
 * @throws ConfigurationError that lists everything that is wrong with the props, whatever they are
 */
export const judged = <Shape extends z.ZodType>(
  shape: Shape,
  props: unknown,
  host: Host,
  { alerts, further = () => [] }: Judging = {},
): { readonly path: string; readonly said: z.output<Shape> } => {
  const path =
    isMap(props) && nonEmpty.safeParse(props["name"]).success ? join(host.path, [String(props["name"])]) : host.path;
  const { said, findings: wrong } = judge(shape, props, path);
  const findings = [
    ...(wrong ?? []),
    ...(isMap(props)
      ? [
          ...(alerts === undefined || props["alerts"] === undefined
            ? []
            : ownOverrideFindings(alerts(props), props["alerts"], `${path}.alerts`, String(props["name"]))),
          ...unknownTeam(props["team"], host, path),
          ...further(props, path),
        ]
      : []),
  ];
  if (wrong !== undefined || errorsIn(findings).length > 0) throw new ConfigurationError(findings);
  return { path, said };
};

const unknownTeam = (team: unknown, { teams }: Host, path: string): readonly Finding[] =>
  teams === undefined || !teamName.safeParse(team).success || teams.includes(String(team))
    ? []
    : [
        {
          check: "references/unknown",
          severity: "error",
          path: `${path}.team`,
          problem: `names the team "${String(team)}", which does not exist${didYouMean(String(team), teams)}`,
          mend: `write one of ${teams.join(", ")}, or add the team to the environment's alerting`,
        },
      ];
