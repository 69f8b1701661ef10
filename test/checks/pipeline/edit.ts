/** A sound pipeline with everything in it, and ways to break one thing of it. */
import { fluentdProps } from "../../../lib/components/fluentd";
import { configurationParts } from "../../../lib/components/fluentd/pipeline";
import { gibibytes, model, parse, type Directive, type LogPipeline, type Model } from "../../../lib/model";
import { full } from "../../components/fluentd/full";
import { loki, NODE } from "../../components/fluentd/real";

export type Tree = readonly Directive[];

export const tree: Tree = Object.values(configurationParts(parse(fluentdProps, full, "prod.fluentd"), loki)).flat();

export const withTree = (directives: Tree, more: Partial<LogPipeline> = {}): Model =>
  model("prod", "production", [
    {
      pipelines: [
        {
          path: "prod.fluentd",
          directives,
          probed: true,
          disk: gibibytes(20),
          stateFolder: "/buffers",
          variables: Object.keys(NODE),
          ownLogs: "/var/log/containers/fluentd-*_observability-agents_*.log",
          ...more,
        },
      ],
    },
  ]);

/** The plug-in of an id, changed; nothing in its place where the change gives nothing. */
export const change = (id: string, edit: (directive: Directive) => Directive | undefined, of: Tree = tree): Tree =>
  of.flatMap((directive): Tree => {
    if (directive.parameters?.["@id"] === id) {
      const edited = edit(directive);
      return edited === undefined ? [] : [edited];
    }
    return [
      directive.sections === undefined ? directive : { ...directive, sections: change(id, edit, directive.sections) },
    ];
  });

type Parameters = NonNullable<Directive["parameters"]>;

/** With other parameters; undefined takes one away. */
export const set = (id: string, parameters: Parameters): Tree =>
  change(id, (directive) => ({ ...directive, parameters: { ...directive.parameters, ...parameters } }));

/** With other parameters in a section. */
export const setIn = (id: string, section: string, parameters: Parameters, of: Tree = tree): Tree =>
  change(
    id,
    (directive) => ({
      ...directive,
      sections: (directive.sections ?? []).map((each) =>
        each.name === section ? { ...each, parameters: { ...each.parameters, ...parameters } } : each,
      ),
    }),
    of,
  );

export const without = (id: string, section: string): Tree =>
  change(id, (directive) => ({
    ...directive,
    sections: (directive.sections ?? []).filter(({ name }) => name !== section),
  }));

export const drop = (id: string): Tree => change(id, () => undefined);
export const add = (...directives: Tree): Tree => [...tree, ...directives];

/** What stands in a label, changed. */
export const inLabel = (name: string, edit: (steps: Tree) => Tree): Tree =>
  tree.map((directive) =>
    directive.argument === `@${name}` ? { ...directive, sections: edit(directive.sections ?? []) } : directive,
  );

/** A source of one's own, and what becomes of its lines. */
export const besides = (...steps: Tree): Tree =>
  add(
    {
      name: "source",
      parameters: {
        "@type": "tail",
        "@id": "in_edge",
        "@label": "@EDGE",
        path: "/var/log/edge/*.log",
        pos_file: "/buffers/edge.pos",
        tag: "edge.*",
        read_from_head: true,
      },
      sections: [{ name: "parse", parameters: { "@type": "none" } }],
    },
    { name: "label", argument: "@EDGE", sections: steps },
  );

/** An output with a buffer of its own. */
export const sendingOn = (
  type: string,
  parameters: Parameters = {},
  argument?: string,
  more: Parameters = {},
): Directive => ({
  name: "match",
  argument: "**",
  parameters: { "@type": type, "@id": "out_edge", ...parameters },
  sections: [
    {
      name: "buffer",
      ...(argument === undefined ? {} : { argument }),
      parameters: {
        "@type": "file",
        path: "/buffers/edge",
        overflow_action: "block",
        retry_forever: true,
        total_limit_size: "64m",
        ...more,
      },
    },
  ],
});

export const toLoki = (more: Parameters = {}, argument?: string): Directive =>
  sendingOn("loki", { url: "http://loki:3100" }, argument, more);

export const filter = (type: string, parameters: Parameters = {}, ...sections: Tree): Directive => ({
  name: "filter",
  argument: "**",
  parameters: { "@type": type, ...parameters },
  sections,
});

export const withSections = (id: string, ...sections: Tree): Tree => change(id, (each) => ({ ...each, sections }));
