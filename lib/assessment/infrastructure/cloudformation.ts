/** Templates of CloudFormation and SAM, also within serverless.yml. */
import { words } from "../known-libraries";
import type { InfrastructureKind } from "../assessment";
import type { Project, Structured } from "../project";
import { engineOf } from "./engines";
import { aside, seen, type Observation, type Thing } from "./observation";
import { entriesOf, leavesOf, textOf, within, type Keys } from "./values";

export const cloudformation = (project: Project): readonly Observation[] =>
  ["**/*.yml", "**/*.yaml", "**/*.json", "**/*.template"].flatMap((glob) =>
    project
      .matching(glob)
      .filter((file) => !aside(file.path) && project.text(file)?.includes("AWS::") === true)
      .flatMap((file) => project.structured(file))
      .flatMap((document) => [
        ...resourcesAt(document, ["Resources"]),
        ...resourcesAt(document, ["resources", "Resources"]),
      ]),
  );

const resourcesAt = (document: Structured, path: Keys): readonly Observation[] =>
  entriesOf(within(document.value, ...path)).flatMap(([name, resource]) => {
    const type = textOf(within(resource, "Type"));
    if (!type.startsWith("AWS::")) return [];
    const line = document.lineOf([...path, name, "Type"]);
    return [{ kind: "clouds" as const, name: "aws" }, ...typed(type, resource)].map((thing) =>
      seen(thing, "certain", document.file, line, `${name}: ${type}`),
    );
  });

const typed = (type: string, resource: unknown): readonly Thing[] => {
  const short = type.slice("AWS::".length);
  const properties = within(resource, "Properties");
  if (ENGINES.has(short))
    return [engineOf(textOf(within(properties, "Engine")) || textOf(within(properties, "EngineType")))].flatMap(
      (each) => each ?? [],
    );
  if (short === "ElasticLoadBalancingV2::LoadBalancer")
    return [{ kind: "balancers", name: textOf(within(properties, "Type")) === "network" ? "nlb" : "alb" }];
  if (short === "Serverless::Function") return [...table(short), ...events(properties)];
  return table(short);
};

const table = (short: string): readonly Thing[] => [TYPES.get(short)].flatMap((each) => each ?? []);

/** What calls a function of SAM. */
const events = (properties: unknown): readonly Thing[] =>
  leavesOf(within(properties, "Events")).flatMap(({ keys, text }) =>
    keys.at(-1) === "Type" && Object.hasOwn(EVENTS, text) ? [EVENTS[text]].flatMap((each) => each ?? []) : [],
  );

const EVENTS: Readonly<Record<string, Thing>> = {
  SQS: { kind: "queues", name: "sqs" },
  SNS: { kind: "queues", name: "sns" },
  Kinesis: { kind: "queues", name: "kinesis" },
  MSK: { kind: "queues", name: "kafka" },
  MQ: { kind: "queues", name: "rabbitmq" },
  DynamoDB: { kind: "databases", name: "dynamodb" },
  S3: { kind: "objectStores", name: "s3" },
  Api: { kind: "balancers", name: "api-gateway" },
  HttpApi: { kind: "balancers", name: "api-gateway" },
  EventBridgeRule: { kind: "queues", name: "eventbridge" },
};

const ENGINES: ReadonlySet<string> = new Set(
  words(
    "RDS::DBInstance RDS::DBCluster ElastiCache::CacheCluster ElastiCache::ReplicationGroup ElastiCache::ServerlessCache AmazonMQ::Broker",
  ),
);

const thing = (
  kind: InfrastructureKind,
  all: Readonly<Record<string, string>>,
): readonly (readonly [string, Thing])[] =>
  Object.entries(all).flatMap(([name, types]) => words(types).map((type) => [type, { kind, name }] as const));

const TYPES: ReadonlyMap<string, Thing> = new Map([
  ...thing("orchestration", {
    ecs: "ECS::Cluster ECS::Service ECS::TaskDefinition",
    kubernetes: "EKS::Cluster",
    lambda: "Lambda::Function Serverless::Function",
    "elastic-beanstalk": "ElasticBeanstalk::Environment ElasticBeanstalk::Application",
  }),
  ...thing("databases", {
    dynamodb: "DynamoDB::Table DynamoDB::GlobalTable Serverless::SimpleTable",
    mongodb: "DocDB::DBCluster",
    neptune: "Neptune::DBCluster",
    redshift: "Redshift::Cluster",
    opensearch: "OpenSearchService::Domain",
    elasticsearch: "Elasticsearch::Domain",
  }),
  ...thing("queues", {
    sqs: "SQS::Queue",
    sns: "SNS::Topic",
    kinesis: "Kinesis::Stream KinesisFirehose::DeliveryStream",
    kafka: "MSK::Cluster MSK::ServerlessCluster",
    eventbridge: "Events::EventBus",
  }),
  ...thing("balancers", {
    elb: "ElasticLoadBalancing::LoadBalancer",
    "api-gateway": "ApiGateway::RestApi ApiGatewayV2::Api Serverless::Api Serverless::HttpApi",
    cloudfront: "CloudFront::Distribution",
  }),
  ...thing("objectStores", { s3: "S3::Bucket" }),
]);
