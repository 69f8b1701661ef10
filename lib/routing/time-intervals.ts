/** Stretches of time by name: when somebody is told, and when not. */
import * as z from "zod";
import { nonEmpty, type TimePeriod } from "../model";
import {
  clockProblem,
  dayProblem,
  monthProblem,
  timesProblem,
  weekdayProblem,
  yearProblem,
  zoneProblem,
  type Problem,
} from "./time/problems";

/** Text that Alertmanager takes; `T` is how it is written in a type. */
const written = <T extends string = string>(problemOf: (text: string) => Problem | undefined) =>
  z
    .custom<T>((value) => typeof value === "string", {
      error: "is no text",
      params: { mend: "write it in quotes" },
      abort: true,
    })
    .superRefine((text, context) => {
      const found = problemOf(text);
      if (found !== undefined)
        context.addIssue({ code: "custom", input: text, message: found.problem, params: { mend: found.mend } });
    });

const list = <S extends z.ZodType>(element: S) =>
  z
    .array(element)
    .readonly()
    .refine((values) => values.length > 0, {
      error: "is empty",
      params: { mend: "leave it out: what is not stated is no condition" },
    });

type Weekdays = NonNullable<TimePeriod["weekdays"]>[number];
type Months = NonNullable<TimePeriod["months"]>[number];

/** A period as people write it; what it leaves out is no condition. */
export const timePeriod: z.ZodType<TimePeriod, TimePeriod> = z
  .strictObject({
    times: list(z.strictObject({ from: written(clockProblem), to: written(clockProblem) })).optional(),
    weekdays: list(written<Weekdays>(weekdayProblem)).optional(),
    daysOfMonth: list(written(dayProblem)).optional(),
    months: list(written<Months>(monthProblem)).optional(),
    years: list(written(yearProblem)).optional(),
    zone: written(zoneProblem).optional(),
  })
  .superRefine(({ times = [], weekdays = [] }, context) => {
    for (const [index, each] of times.entries()) {
      const found = timesProblem(each, weekdays);
      if (found !== undefined)
        context.addIssue({
          code: "custom",
          path: ["times", index],
          input: each,
          message: found.problem,
          params: { mend: found.mend },
        });
    }
  });

/** Periods by the name of the interval that they make; it holds while one of them does. */
export const timeIntervals = z
  .record(
    nonEmpty,
    z
      .array(timePeriod)
      .readonly()
      .refine((periods) => periods.length > 0, {
        error: "has no period, and so never holds",
        params: { mend: 'write at least one, e.g. { weekdays: ["monday:friday"] }' },
      }),
  )
  .readonly();

export interface OfficeHours {
  /** @default "monday:friday" */
  readonly weekdays?: Weekdays;
  /** `09:00` */
  readonly from: string;
  /** `17:00`, the first minute that is none of them; `24:00` for the end of the day. */
  readonly to: string;
  /** Name of the time zone (IANA), whose daylight saving counts. @default "UTC" */
  readonly zone?: string;
}

/**
 * The hours in which people work: `timeIntervals: { office: officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" }) }`.
 * A route with `activeTimeIntervals: ["office"]` tells within them, one with `muteTimeIntervals: ["office"]` outside of them.
 */
export const officeHours = ({ weekdays = "monday:friday", from, to, zone }: OfficeHours): readonly TimePeriod[] => [
  { weekdays: [weekdays], times: [{ from, to }], ...(zone === undefined ? {} : { zone }) },
];
