/** What collectors of OpenTelemetry gather: receivers count where a pipeline uses them. */
import type { Evidence } from "../assessment";
import type { Project } from "../project";
import { configurationsOf } from "./configurations";
import { at, mapOf, textsIn } from "./reading";

export interface Gathered {
  /** `metrics`, `logs` or `traces`. */
  readonly signal: string;
  /** `postgresql` of `postgresql/orders`. */
  readonly receiver: string;
  readonly evidence: Evidence;
}

export const gatheredBy = (project: Project): readonly Gathered[] =>
  configurationsOf(project)
    .filter(({ shape }) => shape === "collector")
    .flatMap(({ document: { file, value, lineOf } }) =>
      Object.entries(mapOf(at(value, "service", "pipelines"))).flatMap(([pipeline, told]) =>
        textsIn(mapOf(told)["receivers"]).map((name): Gathered => {
          const receiver = name.split("/", 1)[0] ?? name;
          return {
            signal: pipeline.split("/", 1)[0] ?? pipeline,
            receiver,
            evidence: {
              file: file.path,
              line: lineOf(["service", "pipelines", pipeline, "receivers"]),
              sees: `receiver ${receiver} of a collector`.slice(0, 100),
            },
          };
        }),
      ),
    );
