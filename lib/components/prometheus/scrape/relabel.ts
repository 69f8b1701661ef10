/** Relabelling: the functions that make rules, which rewrite the labels of targets before they are scraped and of samples before they are stored. */
import type * as z from "zod";
import type { RelabelAction, relabelRule } from "./relabel-schema";

type Rule<Action extends RelabelAction> = Extract<z.input<typeof relabelRule>, { action: Action }>;
type Fields<Action extends RelabelAction> = Omit<Rule<Action>, "action">;

/** Writes a label: `replace({ from: ["__address__"], matching: "(.+):\\d+", to: "instance" })`. */
export const replace = (rule: Fields<"replace">): Rule<"replace"> => ({ action: "replace", ...rule });
/** Gives a label a fixed value, whatever it holds: `setLabel("cluster", "eu-1")`. */
export const setLabel = (name: string, value: string): Rule<"replace"> =>
  replace({ to: name, with: value.replaceAll("$", "$$$$") });
/** Lets go of all that does not match: `keep({ from: ["__meta_consul_tags"], matching: ".*,metrics,.*" })`. */
export const keep = (rule: Fields<"keep">): Rule<"keep"> => ({ action: "keep", ...rule });
/** Lets go of what matches: `drop({ from: ["__name__"], matching: "go_gc_.+" })`. */
export const drop = (rule: Fields<"drop">): Rule<"drop"> => ({ action: "drop", ...rule });
/** Lets go of all whose labels differ from the label `to`. */
export const keepEqual = (rule: Fields<"keepequal">): Rule<"keepequal"> => ({ action: "keepequal", ...rule });
/** Lets go of what has the same value in the label `to`. */
export const dropEqual = (rule: Fields<"dropequal">): Rule<"dropequal"> => ({ action: "dropequal", ...rule });
/** Numbers what it sees, for sharing work out: `hashMod({ from: ["__address__"], modulus: 4, to: "__tmp_shard" })`. */
export const hashMod = (rule: Fields<"hashmod">): Rule<"hashmod"> => ({ action: "hashmod", ...rule });
/** Copies labels to other names: `labelMap({ matching: "__meta_kubernetes_pod_label_(.+)" })`. */
export const labelMap = (rule: Fields<"labelmap">): Rule<"labelmap"> => ({ action: "labelmap", ...rule });
/** Removes labels by name: `labelDrop({ matching: "pod_template_hash" })`. */
export const labelDrop = (rule: Fields<"labeldrop">): Rule<"labeldrop"> => ({ action: "labeldrop", ...rule });
/** Removes all labels but these, which must include the ones that Prometheus needs: `labelKeep({ matching: "__.+|job|instance" })`. */
export const labelKeep = (rule: Fields<"labelkeep">): Rule<"labelkeep"> => ({ action: "labelkeep", ...rule });
/** Writes values in lower case to the label `to`. */
export const lowercase = (rule: Fields<"lowercase">): Rule<"lowercase"> => ({ action: "lowercase", ...rule });
/** Writes values in upper case to the label `to`. */
export const uppercase = (rule: Fields<"uppercase">): Rule<"uppercase"> => ({ action: "uppercase", ...rule });
