/** Files that are read twice, and files that a new pod does not find again. */
import { at, check, type Problem } from "../check";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { asPattern, excludedBy, meet, pathsOf, someFile } from "./globs";
import { keptBy } from "./names";
import { parameter, parameterPath, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

const isExcluded = (path: string, by: PluginPlace): boolean =>
  excludedBy(by).some((excluded) => excluded === path || asPattern(excluded).test(someFile(path)));

export const readTwice = check({
  id: "pipeline/read-twice",
  severity: "error",
  reason: "Each of two sources on one file sends all of its lines: they arrive twice, and are counted and paid twice.",
  *find(model): Iterable<Problem> {
    for (const { sources } of pipelinesOf(model)) {
      const tails = sources.filter(({ type }) => type === "tail");
      for (const [index, source] of tails.entries())
        for (const earlier of tails.slice(0, index))
          for (const path of pathsOf(source)) {
            const other = pathsOf(earlier).find(
              (each) => meet(each, path) && !isExcluded(path, earlier) && !isExcluded(each, source),
            );
            if (other !== undefined)
              yield at(parameterPath(source, "path"))
                .problem(`${path} and ${other} of ${earlier.path} have files in common`)
                .mend(`write other files, or leave them out there: exclude_path json(["${path}"])`);
          }
    }
  },
  examples: () => ({
    passing: [sound(), pipelineModel([reading(), otherSource({ path: "/var/log/edge/*.log" }), sending()])],
    failing: [pipelineModel([reading(), otherSource({ path: "/var/log/app/shop-*.log" }), sending()])],
  }),
});

const otherSource = (more: Readonly<Record<string, string>>) =>
  reading({ "@id": "in_other", pos_file: "/buffers/other.pos", tag: "other.*", ...more });

export const notKept = check({
  id: "pipeline/not-kept",
  severity: "error",
  reason:
    "What does not lie on the volume ends with the pod: the lines that waited in a buffer, and the memory of what has been read.",
  *find(model): Iterable<Problem> {
    for (const { fact, plugins } of pipelinesOf(model)) {
      const { stateFolder } = fact;
      if (stateFolder === undefined) continue;
      const lastResorts = plugins.flatMap((place) => {
        const path = place.type === "secondary_file" ? parameter(place, "directory") : undefined;
        return path === undefined ? [] : [{ place, name: "directory", path }];
      });
      for (const { place, name, path } of [...plugins.flatMap(keptBy), ...lastResorts])
        if (!path.startsWith(`${stateFolder}/`) || path.split("/").includes(".."))
          yield at(parameterPath(place, name))
            .problem(`${path} is gone with the pod`)
            .mend(`write a path below ${stateFolder}, e.g. ${stateFolder}/${path.split("/").at(-1) ?? ""}`);
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), sending()], KEPT)],
    failing: [
      pipelineModel([reading({ pos_file: "/tmp/app.pos" }), sending()], KEPT),
      pipelineModel([reading(), sending({}, buffering({ path: "/data/loki" }))], KEPT),
    ],
  }),
});

const KEPT = { stateFolder: "/buffers" };
