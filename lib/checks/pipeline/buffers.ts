/** What waits: how long it is tried, what happens when there is no more room, and what is kept over a restart. */
import { humanBytes } from "../../model";
import { at, check, type Problem } from "../check";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, sectionOf, shown, type Placed, type PluginPlace } from "./places";
import { pipelinesOf, processesOf, type PipelineView } from "./view";

/** Outputs that hand on or write at once, and have no buffer. */
const UNBUFFERED = ["copy", "relabel", "null", "stdout", "detect_exceptions"];

const buffered = ({ plugins }: PipelineView): readonly PluginPlace[] =>
  plugins.filter(
    ({ kind, type, plugin, directive: { name } }) =>
      kind === "match" && plugin !== undefined && name !== "secondary" && !UNBUFFERED.includes(type ?? ""),
  );

const buffers = (view: PipelineView): readonly (readonly [output: PluginPlace, buffer: PluginPlace])[] =>
  buffered(view).flatMap((output) => {
    const path = sectionOf(output, "buffer")?.path;
    const buffer = view.plugins.find((each) => each.kind === "buffer" && each.path === path);
    return buffer === undefined ? [] : [[output, buffer] as const];
  });

/** Bytes have units of several letters, of which the first one counts: `8m`, `8MB`. */
const UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };
const TIMES: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

const inUnits = (text: string | undefined, units: Readonly<Record<string, number>>): number | undefined => {
  const [whole, number, unit = ""] = /^(\d+(?:\.\d+)?)([a-z]?)(?:i?b)?$/i.exec(text ?? "") ?? [];
  return whole === undefined ? undefined : Number(number) * (units[unit.toLowerCase()] ?? 1);
};
const sizeIn = (place: Placed, name: string) => inUnits(parameter(place, name), UNITS);
const timeIn = (place: Placed, name: string) => inUnits(parameter(place, name), TIMES);

export const inMemory = check({
  id: "pipeline/in-memory",
  severity: "error",
  reason:
    "What waits in memory is lost with the pod, and while the log store is away it is what the memory limit ends.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const output of buffered(view)) {
        const buffer = sectionOf(output, "buffer");
        const type = buffer === undefined ? undefined : parameter(buffer, "@type");
        // Outputs to files and buckets have one on disk by default.
        if (type === undefined ? ["file", "s3", "secondary_file"].includes(output.type ?? "") : type !== "memory")
          continue;
        yield at(buffer?.path ?? output.path)
          .problem(`${shown(output)} keeps in memory what waits`)
          .mend("write <buffer> with @type file and a path on a volume");
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({}, buffering({ "@type": "memory", path: undefined }))]),
      pipelineModel([reading(), sending({}, { name: "label", parameters: { pod: "pod" } })]),
    ],
  }),
});

export const overflow = check({
  id: "pipeline/overflow",
  severity: "error",
  reason:
    "A buffer that is full raises an error unless it is told otherwise, and what was read is lost. To stop reading and to lose the oldest are both better, each for somebody else.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const [output, buffer] of buffers(view)) {
        const action = parameter(buffer, "overflow_action");
        if (action === undefined || action === "throw_exception")
          yield at(parameterPath(buffer, "overflow_action"))
            .problem(`${shown(output)} throws away what it has read when its buffer is full`)
            .mend("write block, so that the files wait, or drop_oldest_chunk where newer lines matter more");
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [pipelineModel([reading(), sending({}, buffering({ overflow_action: undefined }))])],
  }),
});

/** What is only looked at while there is an end to trying. */
const ENDS = ["retry_timeout", "retry_max_times"];

export const retry = check({
  id: "pipeline/retry",
  severity: "error",
  reason: "Of settings that contradict each other, one has no effect, and it is the one that somebody relies on.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) for (const [, buffer] of buffers(view)) yield* contradictions(buffer);
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({}, buffering({ retry_timeout: "1h" }))]),
      pipelineModel([reading(), sending({}, buffering({ retry_wait: "1m", retry_max_interval: "30s" }))]),
      pipelineModel([reading(), sending({}, buffering({ flush_mode: "immediate", flush_interval: "5s" }))]),
      pipelineModel([reading(), sending({}, buffering({ retry_type: "periodic", retry_max_interval: "30s" }))]),
    ],
  }),
});

const contradictions = function* (buffer: PluginPlace): Iterable<Problem> {
  const told = (name: string): boolean => parameter(buffer, name) !== undefined;
  if (parameter(buffer, "retry_forever") === "true")
    for (const name of ENDS.filter(told))
      yield at(parameterPath(buffer, name))
        .problem("has no effect beside retry_forever true")
        .mend("write one of the two");
  const [wait, longest] = [timeIn(buffer, "retry_wait"), timeIn(buffer, "retry_max_interval")];
  if (wait !== undefined && longest !== undefined && wait > longest)
    yield at(parameterPath(buffer, "retry_max_interval"))
      .problem("is shorter than retry_wait, which the first try already waits")
      .mend("write a longer one, or a shorter retry_wait");
  if (parameter(buffer, "retry_type") === "periodic" && told("retry_max_interval"))
    yield at(parameterPath(buffer, "retry_max_interval"))
      .problem("has no effect: with retry_type periodic, all tries are as far apart as the first two")
      .mend("write exponential_backoff, or leave it out");
  const mode = parameter(buffer, "flush_mode");
  if ((mode === "immediate" || mode === "lazy") && told("flush_interval"))
    yield at(parameterPath(buffer, "flush_interval"))
      .problem(`has no effect with flush_mode ${mode}`)
      .mend("write flush_mode interval, or leave it out");
};

export const givesUp = check({
  id: "pipeline/gives-up",
  severity: "error",
  reason:
    "When the last try fails, Fluentd removes all that waits in that buffer, not just the chunk that it failed at.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const [output, buffer] of buffers(view)) {
        if (parameter(buffer, "retry_forever") === "true" || sectionOf(output, "secondary") !== undefined) continue;
        const end = ENDS.find((name) => parameter(buffer, name) !== undefined);
        yield at(end === undefined ? buffer.path : parameterPath(buffer, end))
          .problem(
            `${shown(output)} loses what waits when ${end === undefined ? "three days of tries" : "these tries"} have failed`,
          )
          .mend("write retry_forever true, or a <secondary> with @type secondary_file");
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({}, buffering({ retry_forever: undefined, retry_max_times: 5 }))]),
      pipelineModel([reading(), sending({}, buffering({ retry_forever: undefined }))]),
    ],
  }),
});

export const bufferSize = check({
  id: "pipeline/buffer-size",
  severity: "error",
  reason:
    "A disk that is full before the buffers' limits are reached stops everything on that node, and each process keeps as much as its limit says; a limit below one chunk stops the buffer.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      let whole = 0;
      for (const [, buffer] of buffers(view)) {
        const [total, chunk] = [sizeIn(buffer, "total_limit_size"), sizeIn(buffer, "chunk_limit_size")];
        const processes = processesOf(view, buffer);
        whole += (total ?? 0) * processes;
        if (total !== undefined && chunk !== undefined && chunk > total)
          yield at(parameterPath(buffer, "chunk_limit_size"))
            .problem("is more than total_limit_size, so that no chunk is ever full")
            .mend("write a few megabytes, and many times that for the buffer");
        const { disk } = view.fact;
        if (disk === undefined) continue;
        if (total === undefined && parameter(buffer, "@type") !== "memory")
          yield at(parameterPath(buffer, "total_limit_size"))
            .problem(`is missing: up to 64 GiB would be kept on ${humanBytes(disk)}`)
            .mend("write what may be kept");
        else if (whole > disk.bytes)
          yield at(parameterPath(buffer, "total_limit_size"))
            .problem(
              `with those before it, ${processes > 1 ? `and one for each of ${processes} processes, ` : ""}buffers may keep ${humanBytes({ kind: "bytes", bytes: whole })} on ${humanBytes(disk)}`,
            )
            .mend("write less, or give it a larger disk");
      }
    }
  },
  examples: () => ({
    passing: [
      sound(),
      pipelineModel([reading(), sending({}, buffering({ total_limit_size: "1g" }))], { disk: GIBIBYTE }),
    ],
    failing: [
      pipelineModel([reading(), sending({}, buffering({ total_limit_size: "2m", chunk_limit_size: "8m" }))]),
      pipelineModel([reading(), sending({}, buffering({ total_limit_size: "2g" }))], { disk: GIBIBYTE }),
      pipelineModel([FOUR, reading(), sending({}, buffering({ total_limit_size: "512m" }))], { disk: GIBIBYTE }),
      pipelineModel([reading(), sending()], { disk: GIBIBYTE }),
    ],
  }),
});

const FOUR = { name: "system", parameters: { workers: 4 } };
const GIBIBYTE = { kind: "bytes", bytes: 2 ** 30 } as const;

/** Parameters in which a buffered output takes what a chunk has in common. */
const WITH_PLACEHOLDERS = [
  "path",
  "tenant",
  "logstash_prefix",
  "index_name",
  "s3_object_key_format",
  "basename",
  "directory",
  "endpoint",
];

export const chunkKey = check({
  id: "pipeline/chunk-key",
  severity: "error",
  reason:
    "What stands for a tag, a time or a field is filled in per chunk: without that key, Fluentd does not start, or writes the words as they are.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const output of buffered(view)) {
        const buffer = sectionOf(output, "buffer");
        const keys = (buffer?.directive.argument ?? (output.type === "s3" ? "time" : "")).split(/[\s,]+/);
        for (const name of WITH_PLACEHOLDERS) {
          const text = parameter(output, name) ?? "";
          const missing = [...text.matchAll(/\$\{(\w+)(?:\[-?\d+\])?\}/g)]
            .map(([, key = ""]) => key)
            .filter((key) => key !== "chunk_id" && !keys.includes(key));
          const time =
            /%[YmdHMS]/.test(text) && name !== "s3_object_key_format" && !keys.includes("time") ? ["time"] : [];
          for (const key of new Set([...missing, ...time]))
            yield at(parameterPath(output, name))
              .problem(`speaks of ${key === "time" ? "the time" : `\${${key}}`}, but chunks hold lines of several`)
              .mend(`write <buffer ${[...keys.filter((each) => each !== ""), key].join(", ")}>`);
        }
      }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), sending({ tenant: "${tag}" }, buffering({}, "tag"))])],
    failing: [
      pipelineModel([reading(), sending({ tenant: "${tag}" })]),
      pipelineModel([
        reading(),
        {
          name: "match",
          argument: "**",
          parameters: { "@type": "file", "@id": "out_file", path: "/archive/%Y-%m-%d" },
          sections: [buffering({ path: "/buffers/file" })],
        },
      ]),
    ],
  }),
});
