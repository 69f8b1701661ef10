/** Ways that lead nowhere: labels that are not there or never reached, matches behind one that takes all, lines that nobody takes. */
import { didYouMean } from "../../model";
import { canMeet, covers } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { filtering, labelled, pipelineModel, reading, relabelling, sending, sound } from "./example";
import { OWN_ROUTERS, parameter, parameterPath, patternOf, ROOT, shown, type Placed, type PluginPlace } from "./places";
import { pipelinesOf, type PipelineView } from "./view";

const steps = ({ routers }: PipelineView): readonly PluginPlace[] => routers.flatMap((router) => router.steps);

export const unknownLabel = check({
  id: "pipeline/unknown-label",
  severity: "error",
  reason: "Fluentd does not start when lines are sent to a label that is not there.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      const names = [...view.routers.map(({ name }) => name), ...OWN_ROUTERS];
      for (const place of [...view.sources, ...steps(view)])
        for (const { label, by, parameter } of view.arrivals.sends(place))
          if (!names.includes(label))
            yield at(parameterPath(by, parameter))
              .problem(`${label} is no label of this pipeline${didYouMean(label, names)}`)
              .mend(`write <label ${label}>, or one of ${names.filter((each) => each !== ROOT).join(", ")}`);
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading({ "@label": "@LINES" }), labelled("LINES", sending())])],
    failing: [
      pipelineModel([reading({ "@label": "@LINE" }), labelled("LINES", sending())]),
      pipelineModel([reading(), relabelling("OUTPUT")]),
    ],
  }),
});

export const duplicateLabel = check({
  id: "pipeline/duplicate-label",
  severity: "error",
  reason: "Fluentd does not start when a label stands twice; it does not put the two together.",
  *find(model): Iterable<Problem> {
    for (const { top } of pipelinesOf(model)) {
      const labels = top.filter(({ directive }) => directive.name === "label");
      for (const [index, { path, directive }] of labels.entries())
        if (labels.slice(0, index).some((each) => each.directive.argument === directive.argument))
          yield at(path)
            .problem(`<label ${directive.argument ?? ""}> stands twice`)
            .mend("write all of it into one, or give this one another name");
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading({ "@label": "@LINES" }), labelled("LINES", sending())])],
    failing: [
      pipelineModel([
        reading({ "@label": "@LINES" }),
        labelled("LINES", filtering("stdout")),
        labelled("LINES", sending()),
      ]),
    ],
  }),
});

export const labelUnreached = check({
  id: "pipeline/label-unreached",
  severity: "error",
  reason: "Nothing is sent to it: whoever wrote it relies on what never happens.",
  *find(model): Iterable<Problem> {
    for (const { routers, arrivals } of pipelinesOf(model))
      for (const { name, path, steps: own } of routers)
        if (own.length > 0 && !OWN_ROUTERS.includes(name) && arrivals.at(name).length === 0)
          yield at(path)
            .problem(`nothing comes to ${name === ROOT ? "what stands outside of labels" : `<label ${name}>`}`)
            .mend(
              name === ROOT
                ? "move it into the label that lines go to, or take @label off a source"
                : `write @label ${name} at a source or at a relabel that something gets to, or remove it`,
            );
  },
  examples: () => ({
    passing: [pipelineModel([reading({ "@label": "@LINES" }), labelled("LINES", sending())])],
    failing: [
      pipelineModel([reading(), sending(), labelled("AUDIT", sending({ "@id": "out_audit" }, FILE_BUFFER))]),
      pipelineModel([reading({ "@label": "@LINES" }), filtering("stdout"), labelled("LINES", sending())]),
    ],
  }),
});

const FILE_BUFFER = {
  name: "buffer",
  parameters: { "@type": "file", path: "/buffers/audit", overflow_action: "block", retry_forever: true },
};

export const noMatch = check({
  id: "pipeline/no-match",
  severity: "error",
  reason: "Lines that no match takes are lost, with a warning in a log that nobody reads.",
  *find(model): Iterable<Problem> {
    for (const { routers, arrivals } of pipelinesOf(model))
      for (const { name, path } of routers) {
        const left = arrivals.left(name);
        if (left.length > 0 && !(OWN_ROUTERS.includes(name) && routers.every((each) => each.name !== name)))
          yield at(path)
            .problem(
              `${name === ROOT ? "outside of labels" : `in <label ${name}>`}, no match takes lines tagged ${left.join(", ")}`,
            )
            .mend("write <match **> at its end");
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({ match: "application.**" })]),
      pipelineModel([reading({ "@label": "@LINES" }), labelled("LINES", filtering("stdout"))]),
    ],
  }),
});

export const swallowed = check({
  id: "pipeline/swallowed",
  severity: "error",
  reason:
    "The first match that fits takes the line, and so does the first format of several: what stands behind it never sees what it takes.",
  *find(model): Iterable<Problem> {
    for (const { routers, plugins } of pipelinesOf(model)) {
      for (const { steps: own } of routers)
        for (const [index, step] of own.entries()) {
          const taker = own
            .slice(0, index)
            .find((earlier) => earlier.kind === "match" && covers(patternOf(earlier), patternOf(step)));
          if (taker !== undefined)
            yield at(step.path)
              .problem(`${shown(step)} gets nothing: ${shown(taker)} before it takes all of that`)
              .mend(
                step.kind === "filter"
                  ? `put it before ${shown(taker)}`
                  : `put it before ${shown(taker)}, or make one <match> of both with @type copy`,
              );
        }
      for (const parser of plugins) if (parser.type === "multi_format") yield* formatsBehindAny(parser);
    }
  },
  examples: () => ({
    passing: [
      pipelineModel([reading(), filtering("stdout"), sending()]),
      pipelineModel([reading({}, SEVERAL("json", "none")), sending()]),
    ],
    failing: [
      pipelineModel([reading(), sending(), sending({ match: "app.**", "@id": "out_audit" }, FILE_BUFFER)]),
      pipelineModel([reading(), sending(), filtering("stdout")]),
      pipelineModel([reading({}, SEVERAL("none", "json")), sending()]),
    ],
  }),
});

const SEVERAL = (...formats: readonly string[]) => ({
  name: "parse",
  parameters: { "@type": "multi_format" },
  sections: formats.map((format) => ({ name: "pattern", parameters: { format } })),
});

/** It takes any line. */
const isAny = (pattern: Placed): boolean =>
  parameter(pattern, "format") === "none" ||
  /^\/?(?:\^|\\A)?\(\?<\w+>\.\*\)(?:\$|\\[zZ])?(?:\/[imx]*)?$/.test(parameter(pattern, "expression") ?? "");

const formatsBehindAny = function* ({ sections }: PluginPlace): Iterable<Problem> {
  const taker = sections.findIndex(isAny);
  for (const { path } of taker < 0 ? [] : sections.slice(taker + 1))
    yield at(path)
      .problem(`gets nothing: ${sections[taker]?.path ?? ""} before it takes any line`)
      .mend("put it before that one");
};

export const tagMismatch = check({
  id: "pipeline/tag-mismatch",
  severity: "error",
  reason: "A pattern that fits no tag that comes by takes nothing: what it is for is not done, without a word.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const step of steps(view)) {
        const tags = view.arrivals.at(step.router);
        if (tags.length === 0 || tags.some((tag) => canMeet(patternOf(step), tag))) continue;
        yield at(step.path)
          .problem(`${shown(step)} fits no tag that comes here: ${tags.join(", ")}`)
          .mend(`write a pattern that does, e.g. ${tags[0] ?? "**"}`);
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), { ...filtering("stdout"), argument: "kubernetes.**" }, sending()]),
      pipelineModel([reading(), sending({ match: "apps.**", "@id": "out_apps" }, FILE_BUFFER), sending()]),
    ],
  }),
});

export const circle = check({
  id: "pipeline/circle",
  severity: "error",
  reason: "Lines that come back to a label go round until the memory is full.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model)) {
      const next = (name: string): readonly PluginPlace[] =>
        steps(view).filter((step) => step.router === name && view.arrivals.before(step).length > 0);
      for (const { name, path } of view.routers) {
        const way = wayBack(name, (from) =>
          next(from).flatMap((step) => (step.kind === "match" ? view.arrivals.sends(step) : [])),
        );
        // Told once, at the first of those that form it.
        if (way === undefined || way.some((each) => each < name)) continue;
        yield at(path)
          .problem(`lines come back to it: ${[name, ...way].join(" -> ")}`)
          .mend("let one of them send elsewhere, or end in an output");
      }
    }
  },
  examples: () => ({
    passing: [
      pipelineModel([
        reading({ "@label": "@LINES" }),
        labelled("LINES", relabelling("OUTPUT")),
        labelled("OUTPUT", sending()),
      ]),
    ],
    failing: [
      pipelineModel([
        reading({ "@label": "@LINES" }),
        labelled("LINES", relabelling("OUTPUT")),
        labelled("OUTPUT", relabelling("LINES")),
      ]),
    ],
  }),
});

/** The labels passed on the way back to one, itself at the end. */
const wayBack = (
  start: string,
  sendings: (from: string) => readonly { readonly label: string }[],
): readonly string[] | undefined => {
  const open: (readonly string[])[] = [[]];
  const seen = new Set<string>();
  for (let way = open.shift(); way !== undefined; way = open.shift())
    for (const { label } of sendings(way.at(-1) ?? start)) {
      if (label === start) return [...way, label];
      if (seen.has(label)) continue;
      seen.add(label);
      open.push([...way, label]);
    }
  return undefined;
};
