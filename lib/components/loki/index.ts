export type { LogStore } from "./log-store";
export { Loki } from "./loki";
export { lokiProps, type LokiProps } from "./props";
export {
  awsRegion,
  azureContainer,
  filesystemStorage,
  gcsBucket,
  s3Bucket,
  s3BucketName,
  s3CompatibleBucket,
  type LogStorage,
} from "./storage";
export { lokiValues } from "./values";
