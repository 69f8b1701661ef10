export { Fluentd } from "./fluentd";
export { fluentdProps, hostFolder, podVolume, type FluentdProps } from "./props";
export { fluentdValues } from "./values";
