export { Alertmanager } from "./alertmanager";
export type { AlertmanagerProps } from "./props";
export { alertmanagerProps } from "./props";
export { alertmanagerValues } from "./values";
