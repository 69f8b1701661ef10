/** Variables that are read when Fluentd starts, and that nothing sets. */
import { didYouMean, environmentVariable, type EnvironmentVariable } from "../../model";
import { at, check, type Problem } from "../check";
import { pipelineModel, reading, sending } from "./example";
import { parameterPath, type Placed } from "./places";
import { pipelinesOf } from "./view";

/** What a container has without being told: of its image, of the shell, and of the Services of its namespace. */
const OF_THE_CONTAINER =
  /^(?:PATH|HOME|HOSTNAME|LANG|TZ|FLUENTD_\w+|RUBY\w+|GEM_\w+|\w+_SERVICE_(?:HOST|PORT)(?:_\w+)?|\w+_PORT(?:_\w+)?)$/;

const isVariable = (value: unknown): value is EnvironmentVariable =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "environmentVariable";

const unsetIn = function* (places: readonly Placed[], known: readonly string[]): Iterable<Problem> {
  for (const place of places) {
    for (const [name, value] of Object.entries(place.directive.parameters ?? {}))
      if (isVariable(value) && !known.includes(value.name) && !OF_THE_CONTAINER.test(value.name))
        yield at(parameterPath(place, name))
          .problem(`nothing sets ${value.name}${didYouMean(value.name, known)}`)
          .mend(`write environment: { ${value.name}: … }, or a variable that is set: ${known.join(", ")}`);
    yield* unsetIn(place.sections, known);
  }
};

export const unsetVariable = check({
  id: "pipeline/unset-variable",
  severity: "error",
  reason: "A variable that is not set is an empty text to Fluentd: it starts, and logs in with nothing.",
  *find(model): Iterable<Problem> {
    for (const { fact, top } of pipelinesOf(model))
      if (fact.variables !== undefined) yield* unsetIn(top, fact.variables);
  },
  examples: () => ({
    passing: [
      pipelineModel([reading(), loggingIn("LOKI_PASSWORD")], SET),
      pipelineModel([reading(), loggingIn("ANY")]),
    ],
    failing: [pipelineModel([reading(), loggingIn("LOKI_PASWORD")], SET)],
  }),
});

const SET = { variables: ["LOKI_PASSWORD"] };
const loggingIn = (variable: string) => sending({ username: "platform", password: environmentVariable(variable) });
