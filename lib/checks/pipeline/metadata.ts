/** Lines of containers that nobody can tell whose they are. */
import { canMeet, tailTag } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { filtering, pipelineModel, reading, sending, sound } from "./example";
import { pathsOf } from "./globs";
import { parameter, parameterPath, patternOf, shown, type PluginPlace } from "./places";
import { pipelinesOf, type PipelineView } from "./view";

const CONTAINER_LOGS = /^\/var\/log\/(?:containers|pods)\//;

/** The parts of the pipeline that something of one part gets to. */
const reachedFrom = (start: string, { routers, arrivals }: PipelineView): ReadonlySet<string> => {
  const reached = new Set([start]);
  for (const name of reached)
    for (const step of routers.find((router) => router.name === name)?.steps ?? [])
      for (const { label } of arrivals.sends(step)) reached.add(label);
  return reached;
};

const asksFor = (source: PluginPlace, tag: string, view: PipelineView): boolean => {
  const start = parameter(source, "@label") ?? source.router;
  // A label that is not there is told of by itself.
  if (!view.routers.some(({ name }) => name === start)) return true;
  const reached = reachedFrom(start, view);
  return view.routers.some(
    ({ name, steps }) =>
      reached.has(name) &&
      steps.some((step) => step.type === "kubernetes_metadata" && canMeet(patternOf(step), tailTag(tag))),
  );
};

export const noMetadata = check({
  id: "pipeline/no-metadata",
  severity: "error",
  reason:
    "Whose a line is, only the name of its file tells: a tag without it, or a pipeline that does not ask Kubernetes, leaves lines without namespace, pod and service, and no query finds them.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const source of view.sources) {
        const tag = source.type === "tail" ? parameter(source, "tag") : undefined;
        if (tag === undefined || !pathsOf(source).some((path) => CONTAINER_LOGS.test(path))) continue;
        if (!tag.includes("*"))
          yield at(parameterPath(source, "tag"))
            .problem(`${tag} leaves out the name of the file, by which the pod is found`)
            .mend(`write ${tag}.*`);
        if (!asksFor(source, tag, view))
          yield at(source.path)
            .problem(`nothing on the way of ${shown(source)} asks Kubernetes whose lines these are`)
            .mend(`write <filter ${tailTag(tag)}> with @type kubernetes_metadata where they pass`);
      }
  },
  examples: () => ({
    passing: [sound(), pipelineModel([containers("kubernetes.*"), filtering("kubernetes_metadata"), sending()])],
    failing: [
      pipelineModel([containers("kubernetes"), filtering("kubernetes_metadata"), sending()]),
      pipelineModel([containers("kubernetes.*"), sending()]),
    ],
  }),
});

const containers = (tag: string) => reading({ path: "/var/log/containers/*.log", tag });
