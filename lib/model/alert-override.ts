/** What may be said about an alert by its name, and what is wrong with what was said. */
import * as z from "zod";
import type { Alert, AlertOverride, AlertParameter } from "./alert";
import { isDuration } from "./duration";
import type { Finding } from "./finding";
import { check } from "./input";
import type { AlertOverrides } from "./pack";
import { didYouMean, join } from "./names";
import { dnsLabel, duration, nonEmpty } from "./schema";

/** What an installation says anew about an alert; whether the alert has these parameters is judged where the alert is known. */
const alertOverride = z.strictObject({
  parameters: z.record(z.string(), z.union([z.number(), duration, z.string()]).optional()).optional(),
  for: duration.optional(),
  keepFiringFor: duration.optional(),
  severity: z.enum(["critical", "warning", "info"]).optional(),
  team: dnsLabel.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  dashboard: nonEmpty.optional(),
});

/** By the names of alerts. */
export const alertOverrides = z.record(z.string(), alertOverride).readonly();

const kindOf = (value: unknown): string => {
  if (isDuration(value)) return "duration";
  return typeof value === "number" && !Number.isFinite(value) ? "infinite number" : typeof value;
};

const article = (kind: string): string => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

const WRITE: Readonly<Record<string, string>> = {
  duration: "a duration such as minutes(5)",
  number: "a number",
  string: "a text",
};

/** Parameters that an alert does not have, or of another kind than its own. Names of alerts that are not among these are left alone. */
export const overrideFindings = (
  alerts: readonly Alert[],
  overrides: AlertOverrides,
  path: string,
): readonly Finding[] =>
  alerts.flatMap((alert) => [
    ...waitFindings(overrides[alert.name], `${path}.${alert.name}`),
    ...Object.entries(overrides[alert.name]?.parameters ?? {}).flatMap(([name, value]): readonly Finding[] => {
      const own: AlertParameter | undefined = Object.hasOwn(alert.parameters, name)
        ? alert.parameters[name]
        : undefined;
      const place = { severity: "error" as const, path: `${path}.${alert.name}.parameters.${name}` };
      const known = Object.keys(alert.parameters);
      if (own === undefined)
        return [
          {
            ...place,
            check: "input/unknown-parameter",
            problem: `is no parameter of ${alert.name}${didYouMean(name, known)}`,
            mend: known.length === 0 ? "leave it out: this alert has none" : `write one of ${known.join(", ")}`,
          },
        ];
      if (value === undefined || kindOf(value) === kindOf(own)) return [];
      return [
        {
          ...place,
          check: "input/wrong-parameter",
          problem: `is ${article(kindOf(value))}, where ${alert.name} takes ${article(kindOf(own))}`,
          mend: `write ${WRITE[kindOf(own)] ?? "one of its kind"}`,
        },
      ];
    }),
  ]);

/** Lengths of time that Prometheus could not read. */
const waitFindings = (override: AlertOverride | undefined, path: string): readonly Finding[] =>
  (["for", "keepFiringFor"] as const).flatMap((key) => {
    const wait = override?.[key];
    if (wait === undefined || (Number.isFinite(wait.milliseconds) && wait.milliseconds >= 0)) return [];
    return [
      {
        check: "input/wrong-value",
        severity: "error" as const,
        path: `${path}.${key}`,
        problem: "is no length of time",
        mend: "write e.g. minutes(5), or minutes(0) to fire at once",
      },
    ];
  });

/**
 * All that is wrong with overrides that are given together with the alerts, and can be of no others. Never throws, whatever they are.
 * @param whose who has the alerts: `the pack loki`
 */
export const ownOverrideFindings = (
  alerts: readonly Alert[],
  overrides: unknown,
  path: string,
  whose: string,
): readonly Finding[] => {
  const result = alertOverrides.safeParse(overrides);
  return result.success
    ? [...overrideFindings(alerts, result.data, path), ...unknownAlerts(alerts, result.data, path, whose)]
    : check(alertOverrides, overrides, path);
};

const unknownAlerts = (
  alerts: readonly Alert[],
  overrides: AlertOverrides,
  path: string,
  whose: string,
): readonly Finding[] => {
  const known = alerts.map(({ name }) => name);
  return Object.keys(overrides)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      check: "references/unknown",
      severity: "error",
      path: join(path, [name]),
      problem: `is no alert of ${whose}${didYouMean(name, known)}`,
      mend: known.length === 0 ? "leave it out: it has none" : `write one of ${known.join(", ")}`,
    }));
};
