/** Data as Helm takes it: what the escape hatches hold, which nobody has typed and everything walks through. */
import * as z from "zod";

/** Values of a chart: a JSON object. */
export type Values = { readonly [key: string]: unknown };

/** No chart is nested nearly as deeply; what is would end every walk through it. */
const DEEPEST = 64;

interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
  readonly mend: string;
}

/** An object that is plain data all the way down. What only Terraform knows may stand anywhere in it. */
const dataOf = (what: string) =>
  z
    .custom<Values>(isPlain, { error: "is no object", params: { mend: `write ${what} as an object` }, abort: true })
    .superRefine((input, context) => {
      for (const { path, problem, mend } of misfits(input, [], []))
        context.addIssue({ code: "custom", path: [...path], input, message: problem, params: { mend } });
    });

export const values = dataOf("the chart's values");
/** A piece of Kubernetes, as Kubernetes writes it. */
export const kubernetesData = dataOf("what Kubernetes takes");

/** Classes have a form of their own, which Helm does not know. */
function isPlain(value: unknown): value is Values {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

const DATA = "write text, a number, true, false, a list or an object";

function* misfits(value: unknown, path: readonly PropertyKey[], around: readonly unknown[]): Iterable<Misfit> {
  const misfit = (problem: string, mend = DATA): Misfit => ({ path, problem, mend });
  switch (typeof value) {
    case "undefined":
    case "boolean":
    case "string":
      return;
    case "number":
      if (!Number.isFinite(value)) yield misfit(`is ${value}`, "write a finite number");
      return;
    case "object":
      if (value === null || isFromTerraform(value)) return;
      if (around.includes(value)) yield misfit("contains itself", "write data that end somewhere");
      else if (around.length > DEEPEST) yield misfit("lies too deep", `nest at most ${DEEPEST} levels`);
      else if (Array.isArray(value))
        for (const [index, item] of value.entries()) yield* misfits(item, [...path, index], [...around, value]);
      else if (!isPlain(value)) yield misfit("is an instance of a class");
      else if (Object.hasOwn(value, "__proto__"))
        yield { ...misfit("is a name that JavaScript keeps to itself", "leave it out"), path: [...path, "__proto__"] };
      else for (const [key, item] of Object.entries(value)) yield* misfits(item, [...path, key], [...around, value]);
      return;
    default:
      yield misfit(`is a ${typeof value}`);
  }
}

/** cdktf's tokens know how to become a value. */
const isFromTerraform = (value: object): boolean => "resolve" in value && typeof value.resolve === "function";
