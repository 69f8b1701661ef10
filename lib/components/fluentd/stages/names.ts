/** The words of the pipeline: ports, folders, variables, the labels that lines pass through, and how a line travels between them. */
import type { Directive } from "../../../model";
import type { Output } from "../props";

export const METRICS_PORT = 24_231;
export const NODE_VARIABLE = "K8S_NODE_NAME";
export const PASSWORD_VARIABLE = "LOKI_PASSWORD";
export const SHARED_KEY_VARIABLE = "FORWARD_SHARED_KEY";
/** Where the pod finds its buffers and its positions. */
export const STATE_FOLDER = "/buffers";

/** Where the pod finds the files of its secrets. */
export const SECRETS_FOLDER = "/etc/fluent-secrets";

/** Fields of a record besides those of its line. All else in it is the application's. */
export const ORIGIN = "origin";
export const KUBERNETES = "kubernetes";
/** Text that no parser has taken, alone in its record. */
export const MESSAGE = "message";
/** Text as it was read. */
export const RAW = "log";

/** A part of the pipeline by itself: `<label @NAME>`. */
export const label = (name: string, ...sections: readonly Directive[]): Directive => ({
  name: "label",
  argument: `@${name}`,
  sections,
});

export const filter = (
  type: string,
  id: string,
  parameters: NonNullable<Directive["parameters"]> = {},
  ...sections: readonly Directive[]
): Directive => ({
  name: "filter",
  argument: "**",
  parameters: { "@type": type, "@id": id, ...parameters },
  sections,
});

/** All lines of one part go on to another. Without a name of its own it would be another one in the metrics after each start. */
export const onTo = (name: string, id = `to_${name.toLowerCase()}`): Directive => ({
  name: "match",
  argument: "**",
  parameters: { "@type": "relabel", "@id": id, "@label": `@${name}` },
});

/** What an output is called in labels, ids, files and variables: `elasticsearch`, `elasticsearch_2`. */
export const nameOf = (outputs: readonly Output[], index: number): string => {
  const kind = outputs[index]?.kind ?? "";
  const before = outputs.slice(0, index).filter((each) => each.kind === kind).length;
  return before === 0 ? kind : `${kind}_${before + 1}`;
};

/** The variable of a secret's entry: `ELASTICSEARCH_PASSWORD`. */
export const variableOf = (output: string, entry: string): string =>
  `${output}_${entry.replaceAll(/[A-Z]/g, "_$&")}`.toUpperCase();

/** The file of a secret's entry. */
export const fileOf = (owner: string, use: string, entry: string): string =>
  `${SECRETS_FOLDER}/${owner}-${use}/${entry}`;
