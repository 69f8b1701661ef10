/** What an objective has to look like, each property by itself. */
import * as z from "zod";
import {
  count,
  dnsLabel,
  duration,
  isDuration,
  labelName,
  matches,
  nonEmpty,
  text,
  type CalendarPeriod,
  type Duration,
  type Expression,
  type Sli,
} from "../model";
import { zoneProblem } from "../routing";
import { exact, percentage, percentText } from "./decimal";

const MINUTE = 60_000;
/** Anything shorter is over before an alert about it has been read. */
const SHORTEST_PERIOD = 60 * MINUTE;
/** From 0.01 to a million: beyond, a typing error is likelier than a meaning, and the texts of alerts would have numbers with exponents. */
const BURN_RATES = [0.01, 1_000_000] as const;

/** Labels that the recordings of objectives, Prometheus or alerts need for themselves. */
const RESERVED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    slo: "what the name of an objective is",
    window: "which window a figure speaks of",
    le: "where a bucket ends, and an indicator reads one bucket",
    quantile: "which quantile it is, and quantiles cannot be added",
    severity: "how bad an alert is",
    team: "who owns an alert",
    alertname: "what the name of an alert is",
  }),
);

/** Whole minutes: rules are evaluated once a minute. */
const wholeMinutes = duration.refine(({ milliseconds }) => milliseconds % MINUTE === 0, {
  error: (issue) =>
    isDuration(issue.input)
      ? `is ${issue.input.milliseconds / 1000} s, and ${issue.input.milliseconds / 1000} s / 60 s = ${exact(issue.input.milliseconds).div(MINUTE).toSignificantDigits(4).toString()} evaluations, which is no whole number`
      : "is no duration",
  params: { mend: "write whole minutes, e.g. minutes(5)" },
  abort: true,
});

const longPeriod = wholeMinutes.refine(({ milliseconds }) => milliseconds >= SHORTEST_PERIOD, {
  error: "is shorter than an hour, in which no alert is told before the period is over",
  params: { mend: "write hours(1) or more, e.g. days(30)" },
});

const UNITS = ["day", "week", "month", "quarter", "year"] as const;

const calendar = z.strictObject({
  kind: z.literal("calendar"),
  unit: z.enum(UNITS),
  zone: z.string().superRefine((zone, context) => {
    const found = zoneProblem(zone);
    if (found !== undefined)
      context.addIssue({ code: "custom", input: zone, message: found.problem, params: { mend: found.mend } });
  }),
});

/** Told apart by hand: what is neither is told what both look like. */
const period = z.custom<Duration | CalendarPeriod>().superRefine((value, context) => {
  const issues = (schema: z.ZodType): void => {
    const result = schema.safeParse(value, { reportInput: true });
    for (const issue of result.error?.issues ?? []) context.addIssue({ ...issue });
  };
  if (isDuration(value)) issues(longPeriod);
  else if (typeof value === "object" && value !== null && value.kind === "calendar") issues(calendar);
  else
    context.addIssue({
      code: "custom",
      input: value,
      message: "is no length of time and no period of the calendar",
      params: { mend: 'write days(30), or calendarMonth("Europe/Berlin")' },
    });
});

const objective = z.string().superRefine((written, context) => {
  const share = percentage(written);
  const refuse = (message: string, mend: string): void =>
    context.addIssue({ code: "custom", input: written, message, params: { mend } });
  if (share === undefined) refuse("is no percentage with at most 12 decimals", 'write it like "99.9%"');
  else if (share.gt(1))
    refuse(`is ${percentText(share)}, and no more than 100 % can be good`, 'write less than 100 %, e.g. "99.9%"');
  else if (share.eq(1))
    refuse(
      "is 100 %, which leaves an error budget of 1 - 1 = 0: each threshold is a burn rate x 0 = 0, and the first bad event breaks the promise for the whole period",
      'write how many may be bad, e.g. "99.9%": one in a thousand',
    );
  else if (share.eq(0))
    refuse(
      "is 0 %, which leaves an error budget of 1 - 0 = 1: everything may be bad, and nothing is promised",
      'write the share that is to be good, e.g. "99.9%"',
    );
});

const severity = z.enum(["critical", "warning", "info"]);

const burnRate = z.number().refine((value) => value >= BURN_RATES[0] && value <= BURN_RATES[1], {
  error: (issue) => `is ${String(issue.input)}, which is not from ${BURN_RATES[0]} to ${BURN_RATES[1]}`,
  params: { mend: "write how many times as fast as allowed the budget burns, e.g. 14.4" },
});

const level = z.strictObject({ burnRate, long: wholeMinutes, short: wholeMinutes, severity });

const groupLabel = labelName.superRefine((label, context) => {
  const meaning = label.startsWith("__") ? "what Prometheus keeps for itself" : RESERVED.get(label);
  if (meaning !== undefined)
    context.addIssue({
      code: "custom",
      input: label,
      message: `says ${meaning}`,
      params: { mend: "remove it, or give the label another name where it is exported" },
    });
});

const groupBy = z
  .array(groupLabel)
  .readonly()
  .superRefine((labels, context) => {
    for (const [index, label] of labels.entries())
      if (labels.indexOf(label) < index)
        context.addIssue({
          code: "custom",
          path: [index],
          input: label,
          message: "is there already",
          params: { mend: "remove it" },
        });
  });

/** What ends up in texts that Prometheus reads as templates. */
const plainText = nonEmpty.refine((value) => !value.includes("{{") && !/[\n\r]/.test(value), {
  error: "has {{ or a line break in it, which mean something else in the texts of alerts",
  params: { mend: "write one line of plain text" },
});

const waiver = z.strictObject({ check: z.string(), reason: z.string(), until: z.string() });

/** As far as rules and checks rely on it without asking: somebody may have made it by hand. */
const isSli = (value: unknown): boolean => {
  const { rates, reads, parts = [] } = (value ?? {}) as Partial<Record<keyof Sli, unknown>>;
  return (
    typeof rates === "function" &&
    Array.isArray(reads) &&
    reads.every((each: Partial<Expression> | undefined) => typeof each?.text === "string") &&
    Array.isArray(parts)
  );
};

export const sloSchema = z.strictObject({
  name: text({
    holds: matches(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    problem: "is no name of lower-case words",
    mend: "write lower-case letters and digits, with single dashes between words: checkout-availability",
  }),
  alertPrefix: text({
    holds: matches(/^[A-Z][A-Za-z0-9]*$/),
    problem: "is no beginning of an alert's name",
    mend: "write CamelCase, the component first: HttpAvailability",
  }).optional(),
  service: plainText,
  namespace: dnsLabel.optional(),
  description: plainText,
  owner: dnsLabel.optional(),
  objective,
  window: period,
  sli: z.custom<Sli>(isSli, {
    error: "is no indicator",
    params: { mend: "write availability({ total, bad }), latency({ histogram, threshold }) or another one of lib/slo" },
  }),
  groupBy: groupBy.optional(),
  alerting: z
    .strictObject({
      levels: z
        .array(level)
        .readonly()
        .refine((levels) => levels.length > 0, {
          error: "is empty: nobody is told when the budget burns",
          params: { mend: "leave it out, or write at least one level" },
        })
        .optional(),
      minimumEvents: count(0).optional(),
      missingData: z.strictObject({ severity: severity.optional(), for: wholeMinutes.optional() }).optional(),
    })
    .optional(),
  expectedTraffic: z
    .number()
    .refine((value) => value > 0 && Number.isFinite(value), {
      error: (issue) => `is ${String(issue.input)} events per second`,
      params: { mend: "write how many there are on average, e.g. 0.5, or leave it out" },
    })
    .optional(),
  whenSpent: plainText.optional(),
  waivers: z.array(waiver).readonly().optional(),
});
