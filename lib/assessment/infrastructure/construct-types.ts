/** Classes of CDK and of Pulumi: their module's last word and their name. */
import { words } from "../known-libraries";
import type { InfrastructureKind } from "../assessment";
import type { Thing } from "./observation";

const thing = (
  kind: InfrastructureKind,
  table: Readonly<Record<string, string>>,
): readonly (readonly [string, Thing])[] =>
  Object.entries(table).flatMap(([name, all]) => words(all).map((each) => [each, { kind, name }] as const));

/** Whose engine stands in the arguments. */
export const ENGINE_CLASSES: ReadonlySet<string> = new Set(
  words(
    "rds.DatabaseInstance rds.DatabaseCluster rds.ServerlessCluster rds.CfnDBInstance rds.CfnDBCluster rds.DatabaseInstanceFromSnapshot rds.Instance rds.Cluster elasticache.CfnCacheCluster elasticache.CfnReplicationGroup elasticache.CfnServerlessCache elasticache.Cluster elasticache.ReplicationGroup sql.DatabaseInstance amazonmq.CfnBroker mq.Broker digitalocean.DatabaseCluster",
  ),
);

const ALL: readonly (readonly [string, Thing])[] = [
  ...thing("databases", {
    dynamodb: "dynamodb.Table dynamodb.TableV2 dynamodb.CfnTable",
    mongodb: "docdb.DatabaseCluster docdb.Cluster",
    redshift: "redshift.Cluster redshift.CfnCluster",
    opensearch: "opensearchservice.Domain opensearch.Domain",
    postgres: "dbforpostgresql.Server dbforpostgresql.FlexibleServer",
    mysql: "dbformysql.Server dbformysql.FlexibleServer",
    sqlserver: "sql.Server",
    cosmosdb: "documentdb.DatabaseAccount cosmosdb.DatabaseAccount",
    firestore: "firestore.Database",
    bigquery: "bigquery.Dataset",
    spanner: "spanner.Instance",
  }),
  ...thing("queues", {
    sqs: "sqs.Queue sqs.CfnQueue",
    sns: "sns.Topic sns.CfnTopic",
    kinesis: "kinesis.Stream",
    eventbridge: "events.EventBus cloudwatch.EventBus",
    kafka: "msk.CfnCluster msk.Cluster",
    pubsub: "pubsub.Topic pubsub.Subscription",
    servicebus: "servicebus.Namespace servicebus.Queue servicebus.Topic",
    eventhubs: "eventhub.Namespace eventhub.EventHub",
    "cloud-tasks": "cloudtasks.Queue",
  }),
  ...thing("caches", { redis: "redis.Instance redis.Redis cache.Redis" }),
  ...thing("balancers", {
    alb: "elasticloadbalancingv2.ApplicationLoadBalancer ecs_patterns.ApplicationLoadBalancedFargateService ecs_patterns.ApplicationLoadBalancedEc2Service lb.LoadBalancer lb.ApplicationLoadBalancer alb.LoadBalancer",
    nlb: "elasticloadbalancingv2.NetworkLoadBalancer ecs_patterns.NetworkLoadBalancedFargateService",
    "api-gateway":
      "apigateway.RestApi apigateway.LambdaRestApi apigateway.SpecRestApi apigatewayv2.HttpApi apigatewayv2.WebSocketApi apigatewayv2.Api apigateway.RestAPI",
    cloudfront: "cloudfront.Distribution cloudfront.CloudFrontWebDistribution",
    ingress: "networking.Ingress v1.Ingress",
  }),
  ...thing("objectStores", {
    s3: "s3.Bucket s3.BucketV2 s3.CfnBucket",
    gcs: "storage.Bucket",
    "azure-blob": "storage.BlobContainer",
  }),
  ...thing("orchestration", {
    ecs: "ecs.Cluster ecs.FargateService ecs.Ec2Service ecs.FargateTaskDefinition ecs_patterns.ApplicationLoadBalancedFargateService ecs_patterns.QueueProcessingFargateService ecs_patterns.ScheduledFargateTask ecs_patterns.NetworkLoadBalancedFargateService",
    kubernetes: "eks.Cluster container.Cluster containerservice.ManagedCluster eks.FargateCluster",
    lambda:
      "lambda.Function lambda.DockerImageFunction lambda.CallbackFunction lambda_nodejs.NodejsFunction lambda_python.PythonFunction lambda_python_alpha.PythonFunction lambda_go_alpha.GoFunction",
    "cloud-run": "cloudrun.Service cloudrunv2.Service",
    "cloud-functions": "cloudfunctions.Function cloudfunctionsv2.Function",
    "container-apps": "app.ContainerApp",
    "app-service": "web.WebApp",
    helm: "helm.Release helm.Chart v3.Chart v3.Release",
  }),
];

/** A pattern may make several things: a service and the balancer before it. */
export const CLASSES: ReadonlyMap<string, readonly Thing[]> = new Map(
  ALL.map(([name]) => [name, ALL.filter(([other]) => other === name).map(([, each]) => each)]),
);
