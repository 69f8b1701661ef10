/** Where lines come from: read once, not from itself, and from nobody whom one does not know. */
import { environmentVariable } from "../../model";
import { at, check, type Problem } from "../check";
import { pipelineModel, reading, sending, sound } from "./example";
import { asPattern, excludedBy, pathsOf, someFile } from "./globs";
import { parameter, parameterPath, sectionOf, shown, type PluginPlace } from "./places";
import { pipelinesOf, workersOf, type PipelineView } from "./view";

const ofType = ({ sources }: PipelineView, type: string): readonly PluginPlace[] =>
  sources.filter((source) => source.type === type);

export const noPosition = check({
  id: "pipeline/no-position",
  severity: "error",
  reason:
    "Without a file of positions, each start reads the files from the end or from the beginning: lines are lost, or sent twice.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      for (const source of ofType(view, "tail"))
        if (parameter(source, "pos_file") === undefined)
          yield at(parameterPath(source, "pos_file"))
            .problem("is missing: nobody knows how far the files have been read")
            .mend("write a file on a volume that outlives the pod, e.g. /buffers/app.pos");
      for (const source of ofType(view, "systemd")) {
        const storage = sectionOf(source, "storage");
        if (storage === undefined || parameter(storage, "persistent") !== "true")
          yield at(source.path)
            .problem(`${shown(source)} does not keep how far the journal has been read`)
            .mend("write <storage> with @type local, persistent true and a path");
      }
    }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading({ pos_file: undefined }), sending()]),
      pipelineModel([{ name: "source", parameters: { "@type": "systemd", tag: "journal" } }, sending()]),
    ],
  }),
});

export const ownLogs = check({
  id: "pipeline/own-logs",
  severity: "error",
  reason:
    "What Fluentd says about a line that it has read makes another line: once it begins to complain, it does not end.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      const own = view.fact.ownLogs;
      if (own === undefined) continue;
      for (const source of ofType(view, "tail")) {
        const paths = pathsOf(source);
        const excluded = excludedBy(source);
        // What another process reads is excluded there, too, or not at all.
        if (!paths.some((path) => asPattern(path.replaceAll(/\[[^\]]*\]/g, "*")).test(someFile(own)))) continue;
        if (!excluded.some((path) => path === own || asPattern(path).test(someFile(own))))
          yield at(parameterPath(source, "exclude_path"))
            .problem(`${paths.join(", ")} takes in what Fluentd itself writes`)
            .mend(`write json(["${own}"])`);
      }
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading({ exclude_path: '["/var/log/app/fluentd-*.log"]' }), sending()], OWN)],
    failing: [pipelineModel([reading(), sending()], OWN)],
  }),
});

const OWN = { ownLogs: "/var/log/app/fluentd-*.log" };

export const openDoor = check({
  id: "pipeline/open-door",
  severity: "error",
  reason:
    "Whoever reaches a port without encryption or a login reads the lines of others on their way, and writes any line as anybody.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const source of ["forward", "http", "syslog"].flatMap((type) => ofType(view, type))) {
        yield* anyOrigin(source);
        if (["127.0.0.1", "localhost", "::1"].includes(parameter(source, "bind") ?? "")) continue;
        const transport = sectionOf(source, "transport");
        const encrypted = transport?.directive.argument === "tls";
        if (!encrypted)
          yield at(source.path)
            .problem(`${shown(source)} of ${source.type ?? ""} is not encrypted`)
            .mend("write <transport tls>");
        if (source.type === "forward" && sectionOf(source, "security") === undefined)
          yield at(source.path)
            .problem("takes lines from anybody")
            .mend("write <security> with a shared_key from an environment variable");
        if (
          source.type !== "forward" &&
          encrypted &&
          transport !== undefined &&
          parameter(transport, "client_cert_auth") !== "true"
        )
          yield at(transport.path).problem("takes lines from anybody").mend("write client_cert_auth true and ca_path");
      }
  },
  examples: () => ({
    passing: [pipelineModel([receiving(TLS, KEY), sending()])],
    failing: [
      pipelineModel([receiving(KEY), sending()]),
      pipelineModel([receiving(TLS), sending()]),
      pipelineModel([{ name: "source", parameters: { "@type": "http" } }, sending()]),
    ],
  }),
});

const anyOrigin = function* (source: PluginPlace): Iterable<Problem> {
  if (source.type === "http" && /(?:^|[\s,["])\*(?:$|[\s,\]"])/.test(parameter(source, "cors_allow_origins") ?? ""))
    yield at(parameterPath(source, "cors_allow_origins"))
      .problem("lets every page that somebody opens in a browser send lines from there")
      .mend("write the origins that are meant, or leave it out");
};

const receiving = (...sections: NonNullable<Parameters<typeof reading>[1]>[]) => ({
  name: "source",
  parameters: { "@type": "forward", "@id": "in_forward" },
  sections,
});
const TLS = {
  name: "transport",
  argument: "tls",
  parameters: { cert_path: "/tls/tls.crt", private_key_path: "/tls/tls.key" },
};
const KEY = {
  name: "security",
  parameters: { self_hostname: "node", shared_key: environmentVariable("SHARED_KEY") },
};

export const noMetrics = check({
  id: "pipeline/no-metrics",
  severity: "error",
  reason:
    "The probes of the chart ask for metrics, at one port and path: without an answer there, the kubelet ends every pod again and again.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model).filter(({ fact }) => fact.probed)) {
      const sources = ofType(view, "prometheus");
      const wrong = sources.map((source) => elsewhere(source));
      if (sources.length === 0)
        yield at(`${view.fact.path}.pipeline`)
          .problem("has no source of metrics, which its probes ask for")
          .mend("write <source> with @type prometheus");
      else if (wrong.every((each) => each.length > 0)) yield* wrong[0] ?? [];
    }
  },
  examples: () => ({
    passing: [
      pipelineModel([{ name: "source", parameters: { "@type": "prometheus" } }, reading(), sending()], {
        probed: true,
      }),
    ],
    failing: [
      pipelineModel([reading(), sending()], { probed: true }),
      pipelineModel([{ name: "source", parameters: { "@type": "prometheus", port: 9_100 } }, reading(), sending()], {
        probed: true,
      }),
    ],
  }),
});

/** Where the chart's probes ask, which is where the plug-in answers unless it is told otherwise. */
const PROBED: readonly (readonly [parameter: string, answers: readonly string[]])[] = [
  ["port", ["24231"]],
  ["bind", ["0.0.0.0", "::"]],
  ["metrics_path", ["/metrics"]],
];

/** What keeps a probe from it. */
const elsewhere = (source: PluginPlace): readonly Problem[] =>
  PROBED.flatMap(([name, answers]) => {
    const value = parameter(source, name);
    // Of several processes, one answers for all.
    const other = name === "metrics_path" ? parameter(source, "aggregated_metrics_path") : undefined;
    if (value === undefined || [value, other ?? value].some((each) => answers.includes(each))) return [];
    return [
      at(parameterPath(source, name))
        .problem(`is ${value}, and the probes ask at 24231 of the pod's address for /metrics`)
        .mend(`write ${answers[0] ?? ""}, or leave it out`),
    ];
  });

/** Inputs that several processes cannot share. */
const ALONE = ["tail", "systemd"];

export const workers = check({
  id: "pipeline/workers",
  severity: "error",
  reason:
    "Fluentd does not start when several processes are to read the same files, or when a part is for a process that is not there.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      const { top, sources } = view;
      const count = workersOf(view);
      for (const source of sources)
        if (count > 1 && ALONE.includes(source.type ?? "") && source.worker === undefined)
          yield at(source.path)
            .problem(`all ${count} processes would read what ${shown(source)} of ${source.type ?? ""} reads`)
            .mend("put it into <worker 0>");
      for (const { path, directive } of top)
        if (directive.name === "worker" && lastOf(directive.argument) >= count)
          yield at(path)
            .problem(`there is no process ${directive.argument ?? ""}: they are counted from 0 to ${count - 1}`)
            .mend("write a number among these, or more workers in <system>");
    }
  },
  examples: () => ({
    passing: [pipelineModel([TWO, { name: "worker", argument: "0", sections: [reading()] }, sending()])],
    failing: [
      pipelineModel([TWO, reading(), sending()]),
      pipelineModel([TWO, { name: "worker", argument: "2", sections: [reading()] }, sending()]),
    ],
  }),
});

const TWO = { name: "system", parameters: { workers: 2 } };

const lastOf = (argument = ""): number => Number(argument.split("-").at(-1));
