/** A sound pipeline with everything in it, and ways to break one thing of it. */
import { fluentdProps } from "../../../lib/components/fluentd";
import { configurationParts } from "../../../lib/components/fluentd/pipeline";
import { gibibytes, model, parse, type Directive, type LogPipeline, type Model } from "../../../lib/model";
import { full } from "../../components/fluentd/full";
import { loki } from "../../components/fluentd/real";

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
