/** What must not be used twice: names of plug-ins, files, folders, ports. */
import type { Problem } from "../check";
import { at, check } from "../check";
import { buffering, filtering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, shown, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

/** Of things that share a key, all but the first, with the first. */
const repeated = function* <Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string | undefined) {
  const first = new Map<string, Thing>();
  for (const thing of things) {
    const key = keyOf(thing);
    const earlier = key === undefined ? undefined : first.get(key);
    if (earlier !== undefined) yield [thing, earlier] as const;
    else if (key !== undefined) first.set(key, thing);
  }
};

export const duplicateId = check({
  id: "pipeline/duplicate-id",
  severity: "error",
  reason: "Fluentd does not start when two plug-ins have one @id, by which metrics and files are told apart.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const [place, earlier] of repeated(plugins, (each) => parameter(each, "@id")))
        yield at(parameterPath(place, "@id"))
          .problem(`${parameter(place, "@id") ?? ""} is the @id of ${shown(earlier)}, too`)
          .mend("write another, or none");
  },
  examples: () => ({
    passing: [sound()],
    failing: [pipelineModel([reading(), filtering("stdout", { "@id": "in_app" }), sending()])],
  }),
});

export const noId = check({
  id: "pipeline/no-id",
  severity: "warning",
  reason:
    "An output without an @id gets a new name with every start, and with it new series: no rate goes over a restart.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const place of plugins)
        if (
          place.kind === "match" &&
          place.plugin !== undefined &&
          !isPart(place) &&
          parameter(place, "@id") === undefined
        )
          yield at(place.path)
            .problem(`${shown(place)} has no @id`)
            .mend(`write e.g. @id out_${place.type ?? ""}`);
  },
  examples: () => ({
    passing: [sound()],
    failing: [pipelineModel([reading(), sending({ "@id": undefined })])],
  }),
});

/** What stands in for an output has its name from it. */
const isPart = ({ directive: { name } }: PluginPlace): boolean => name === "secondary";

/** Files that a plug-in keeps for itself. */
const KEPT: readonly (readonly [kind: PluginPlace["kind"], type: string | undefined, parameter: string])[] = [
  ["source", "tail", "pos_file"],
  ["buffer", undefined, "path"],
  ["storage", undefined, "path"],
];

interface Kept {
  readonly place: PluginPlace;
  readonly name: string;
  readonly path: string;
}

export const keptBy = (place: PluginPlace): readonly Kept[] =>
  KEPT.flatMap(([kind, type, name]) => {
    const path = place.kind === kind && (type ?? place.type) === place.type ? parameter(place, name) : undefined;
    return path === undefined ? [] : [{ place, name, path: path.replace(/\/+$/, "") }];
  });

const sharedWith = ({ path, place }: Kept, others: readonly Kept[]): Kept | undefined =>
  others.find(
    (other) =>
      other.path === path ||
      // A buffer takes all files of its folder for its own.
      (other.place.kind === "buffer" && path.startsWith(`${other.path}/`)) ||
      (place.kind === "buffer" && other.path.startsWith(`${path}/`)),
  );

export const sharedFile = check({
  id: "pipeline/shared-file",
  severity: "error",
  reason:
    "Two plug-ins on one file write over each other: positions are lost, and what one buffer keeps another sends, or removes.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model)) {
      const kept = plugins.flatMap(keptBy);
      for (const [index, each] of kept.entries()) {
        const other = sharedWith(each, kept.slice(0, index));
        if (other !== undefined)
          yield at(parameterPath(each.place, each.name))
            .problem(
              each.path === other.path
                ? `${each.path} belongs to ${other.place.path}, too`
                : `${each.path} lies in one folder with ${other.path} of ${other.place.path}`,
            )
            .mend("give each a path of its own, neither below the other");
      }
    }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([
        reading(),
        reading({ "@id": "in_other", path: "/var/log/other/*.log", tag: "other.*" }),
        sending(),
      ]),
      pipelineModel([
        reading(),
        sending({ match: "app.debug.**", "@id": "out_debug" }, buffering({ path: "/buffers/loki/debug" })),
        sending(),
      ]),
    ],
  }),
});

/** What listens, where nothing else is said. */
const PORTS: Readonly<Record<string, number>> = {
  forward: 24_224,
  http: 9_880,
  prometheus: 24_231,
  monitor_agent: 24_220,
  syslog: 5_140,
};

export const sharedPort = check({
  id: "pipeline/shared-port",
  severity: "error",
  reason: "The second of two that listen on one port cannot, and Fluentd ends.",
  *find(model): Iterable<Problem> {
    for (const { sources } of pipelinesOf(model)) {
      const port = (place: PluginPlace): string | undefined =>
        parameter(place, "port") ?? PORTS[place.type ?? ""]?.toString();
      for (const [place, earlier] of repeated(sources, port))
        yield at(parameterPath(place, "port"))
          .problem(`${port(place) ?? ""} is the port of ${earlier.path}, too`)
          .mend("write another");
    }
  },
  examples: () => ({
    passing: [pipelineModel([METRICS, reading(), sending()])],
    failing: [
      pipelineModel([
        METRICS,
        { name: "source", parameters: { "@type": "monitor_agent", port: 24_231 } },
        reading(),
        sending(),
      ]),
    ],
  }),
});

const METRICS = { name: "source", parameters: { "@type": "prometheus", "@id": "in_prometheus" } };
