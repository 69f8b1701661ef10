export { Fluentd } from "./fluentd";
export {
  commonSecrets,
  dropLines,
  elasticsearchLogs,
  fluentdProps,
  hostFolder,
  jsonLines,
  keepLines,
  levelLines,
  linePattern,
  opensearchLogs,
  podVolume,
  redact,
  s3Logs,
  throttle,
  type FluentdProps,
} from "./props";
export { fluentdValues } from "./values";
