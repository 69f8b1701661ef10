/** Parts of Fluentd's configuration that somebody writes for themselves: the same tree that the pipeline is made of. */
import * as z from "zod";
import type { Directive, DirectiveValue } from "../../../model";

const word = z.string().refine((text) => /^\w+$/.test(text), {
  error: "is no name of a directive",
  params: { mend: 'write one word, e.g. "match"' },
});

const value = z.custom<DirectiveValue>(
  (given) => ["string", "number", "boolean"].includes(typeof given) || isMarked(given),
  {
    error: "is no value of a parameter",
    params: { mend: "write text, a number, true, false, json(…) or environmentVariable(…)" },
  },
);

const isMarked = (given: unknown): boolean =>
  typeof given === "object" &&
  given !== null &&
  "kind" in given &&
  ((given.kind === "json" && "data" in given && typeof given.data === "object" && given.data !== null) ||
    (given.kind === "environmentVariable" && "name" in given && /^[A-Za-z_]\w*$/.test(String(given.name))) ||
    (given.kind === "ruby" && "code" in given && typeof given.code === "string"));

const directive: z.ZodType<Directive, Directive> = z.lazy(() =>
  z.strictObject({
    name: word,
    argument: z.string().optional(),
    parameters: z.record(z.string().min(1), value.optional()).readonly().optional(),
    sections: z.array(directive).readonly().optional(),
    place: z.string().optional(),
  }),
);

export const extra = z.array(directive).readonly().default([]);
