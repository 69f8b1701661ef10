/** Clouds' SDKs that serve everything: only the call in a program tells the service. */
import type { Project, SourceFile } from "../project";
import { aside, seen, type Observation, type Thing } from "./observation";

export const sdkCalls = (project: Project): readonly Observation[] =>
  project.sources.filter(({ file, text }) => !aside(file.path) && SDK.test(text)).flatMap(ofSource);

const SDK = /boto3|aws-sdk|AWS\.|Aws::|aws\/aws-sdk|airflow\.providers|Aws\\/;

/** Asked of one line at a time. */
const CALLS: readonly RegExp[] = [
  /(?:boto3|session|aioboto3)\.(?:client|resource)\(\s{0,5}["']([a-z0-9-]{2,20})["']/,
  /new AWS\.([A-Z][A-Za-z0-9]{1,20})(?:\.DocumentClient)?\(/,
  /Aws::([A-Z][A-Za-z0-9]{1,20})::(?:Client|Resource|Object|Bucket|Queue)/,
  /["']?github\.com\/aws\/aws-sdk-go\/service\/([a-z0-9]{2,20})["']/,
  /use Aws\\([A-Z][A-Za-z0-9]{1,20})\\/,
  /airflow\.providers\.amazon\.aws\.(?:operators|sensors|hooks|transfers)\.([a-z0-9]{2,20})/,
];

const SERVICES: Readonly<Record<string, Thing>> = {
  s3: { kind: "objectStores", name: "s3" },
  sqs: { kind: "queues", name: "sqs" },
  sns: { kind: "queues", name: "sns" },
  kinesis: { kind: "queues", name: "kinesis" },
  firehose: { kind: "queues", name: "kinesis" },
  events: { kind: "queues", name: "eventbridge" },
  eventbridge: { kind: "queues", name: "eventbridge" },
  dynamodb: { kind: "databases", name: "dynamodb" },
  redshift: { kind: "databases", name: "redshift" },
};

const ofSource = ({ file, text }: SourceFile): readonly Observation[] =>
  text
    .slice(0, 500_000)
    .split("\n")
    .flatMap((raw, index) => {
      const line = raw.slice(0, 500);
      return CALLS.flatMap((pattern) => {
        const [words = "", name = ""] = pattern.exec(line) ?? [];
        const service = name.toLowerCase();
        const thing = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
        return thing === undefined
          ? []
          : [thing, { kind: "clouds" as const, name: "aws" }].map((each) =>
              seen(each, "likely", file, index + 1, words),
            );
      });
    });
