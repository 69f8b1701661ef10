/** Small pipelines for the passing and the failing examples that the checks of pipelines carry. */
import type { Directive, LogPipeline, Model } from "../../model";
import { environmentWith } from "../example";

type Parameters = NonNullable<Directive["parameters"]>;

/** An environment with that pipeline, which nothing asks for metrics. */
export const pipelineModel = (directives: readonly Directive[], more: Partial<LogPipeline> = {}): Model =>
  environmentWith({ pipelines: [{ path: "example.fluentd", directives, probed: false, ...more }] });

/** Reads files of an application. */
export const reading = (more: Parameters = {}, ...sections: readonly Directive[]): Directive => ({
  name: "source",
  parameters: {
    "@type": "tail",
    "@id": "in_app",
    path: "/var/log/app/*.log",
    pos_file: "/buffers/app.pos",
    tag: "app.*",
    read_from_head: true,
    ...more,
  },
  sections: sections.length > 0 ? sections : [{ name: "parse", parameters: { "@type": "json" } }],
});

export const buffering = (more: Parameters = {}, argument?: string): Directive => ({
  name: "buffer",
  ...(argument === undefined ? {} : { argument }),
  parameters: { "@type": "file", path: "/buffers/loki", overflow_action: "block", retry_forever: true, ...more },
});

/** Sends everything to Loki. */
export const sending = (
  more: Parameters & { readonly match?: string } = {},
  ...sections: readonly Directive[]
): Directive => {
  const { match = "**", ...parameters } = more;
  return {
    name: "match",
    argument: match,
    parameters: { "@type": "loki", "@id": "out_loki", url: "http://loki:3100", line_format: "json", ...parameters },
    sections: sections.length > 0 ? sections : [buffering()],
  };
};

/** Sends everything to Elasticsearch. */
export const indexing = (parameters: Parameters): Directive => ({
  name: "match",
  argument: "**",
  parameters: { "@type": "elasticsearch", "@id": "out_elasticsearch", ...parameters },
  sections: [buffering({ path: "/buffers/elasticsearch" }, "tag")],
});

export const filtering = (type: string, more: Parameters = {}, ...sections: readonly Directive[]): Directive => ({
  name: "filter",
  argument: "**",
  parameters: { "@type": type, "@id": `filter_${type}`, ...more },
  sections,
});

/** All lines go on to another part. */
export const relabelling = (label: string, match = "**", id = `to_${label}`): Directive => ({
  name: "match",
  argument: match,
  parameters: { "@type": "relabel", "@id": id, "@label": `@${label}` },
});

export const labelled = (name: string, ...sections: readonly Directive[]): Directive => ({
  name: "label",
  argument: `@${name}`,
  sections,
});

/** Nothing is wrong with it. */
export const soundPipeline: readonly Directive[] = [reading(), sending()];
export const sound = (): Model => pipelineModel(soundPipeline);
