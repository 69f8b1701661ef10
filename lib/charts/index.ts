/** The pinned charts: versions, keys, and Helm's way of merging values. */
export { keyFile, type KeyFile, type KeyMap, type KeyNode } from "./key-file";
export { keySegments, matchesKeys } from "./key-patterns";
export { kubernetesShapes } from "./kubernetes-shapes";
export { compact, isMap, mergeValues } from "./merge";
export { charts } from "./pins";
export { tplTimes } from "./tpl-keys";
