import { INFRASTRUCTURE, type InfrastructureKind } from "../../../lib/assessment/assessment";
import { infrastructureOf } from "../../../lib/assessment/infrastructure";
import { projectOf, type Files } from "../project-of";

const found = async (files: Files) => infrastructureOf(await projectOf(files));
const names = async (files: Files): Promise<Partial<Record<InfrastructureKind, readonly string[]>>> => {
  const infrastructure = await found(files);
  return Object.fromEntries(
    INFRASTRUCTURE.map((kind) => [kind, infrastructure[kind].map(({ name }) => name)] as const).filter(
      ([, all]) => all.length > 0,
    ),
  );
};

const compose = (services: string): Files => ({ "docker-compose.yml": `services:\n${services}` });

describe("Compose", () => {
  test("servers by their images, with the line", async () => {
    const { databases } = await found(compose("  db:\n    image: postgres:16\n"));
    expect(databases).toEqual([
      {
        name: "postgres",
        confidence: "certain",
        evidence: [{ file: "docker-compose.yml", line: 3, sees: "image: postgres:16" }],
      },
    ]);
  });

  test("connection strings, never with their credentials", async () => {
    const { queues } = await found(
      compose("  api:\n    build: .\n    environment:\n      BROKER: amqp://app:change-me@broker:5672\n"),
    );
    expect(queues.map(({ name }) => name)).toEqual(["rabbitmq"]);
    expect(JSON.stringify(queues)).not.toContain("change-me");
  });

  test("nginx balances where its configuration sends requests on", async () => {
    const service = "  edge:\n    image: nginx:1.27\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf']\n";
    expect(
      await names({
        ...compose(service),
        "nginx.conf": "server {\n  location / {\n    proxy_pass http://api;\n  }\n}\n",
      }),
    ).toEqual({ orchestration: ["compose"], balancers: ["nginx"] });
    expect(await names({ ...compose(service), "nginx.conf": "server {\n  root /srv;\n}\n" })).toEqual({
      orchestration: ["compose"],
    });
  });

  test("help for developers and monitoring are no infrastructure", async () => {
    expect(
      await names(
        compose("  mail:\n    image: mailhog/mailhog\n  p:\n    image: prom/prometheus\n  a:\n    image: adminer\n"),
      ),
    ).toEqual({ orchestration: ["compose"] });
  });

  test("what only tests start is none", async () => {
    expect(await names({ "tests/docker-compose.yml": "services:\n  db:\n    image: mysql:8\n" })).toEqual({});
  });
});

describe("Kubernetes", () => {
  test("operators' objects, ingress with its class, and what only one cloud knows", async () => {
    expect(
      await names({
        "k8s/all.yaml": `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders }
spec: { instances: 3, storage: { storageClass: gp3 } }
---
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: events }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { ingressClassName: nginx }
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::000000000000:role/api" }
`,
      }),
    ).toEqual({
      clouds: ["aws"],
      orchestration: ["kubernetes"],
      databases: ["postgres"],
      queues: ["kafka"],
      balancers: ["ingress", "nginx"],
    });
  });

  test("an image that waits for a server runs none", async () => {
    const pod = (list: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      ${list}:\n        - { name: x, image: "postgres:16" }\n`;
    expect(await names({ "a.yaml": pod("initContainers") })).toEqual({ orchestration: ["kubernetes"] });
    expect(await names({ "a.yaml": pod("containers") })).toEqual({
      orchestration: ["kubernetes"],
      databases: ["postgres"],
    });
  });

  test("a chart's dependency, unless its condition turns it off", async () => {
    const chart = "apiVersion: v2\nname: shop\ndependencies:\n  - { name: redis, condition: redis.enabled }\n";
    expect(await names({ "chart/Chart.yaml": chart })).toEqual({
      orchestration: ["helm", "kubernetes"],
      caches: ["redis"],
    });
    expect(await names({ "chart/Chart.yaml": chart, "chart/values.yaml": "redis: { enabled: false }\n" })).toEqual({
      orchestration: ["helm", "kubernetes"],
    });
  });
});

/** JSON, for its blocks are read at once. */
const terraform = (resource: object, more: object = {}): Files => ({
  "main.tf.json": JSON.stringify({ resource, ...more }),
});

describe("Terraform", () => {
  test.each([
    ["aws_db_instance", { engine: "postgres" }, { databases: ["postgres"] }],
    ["aws_rds_cluster", { engine: "aurora-mysql" }, { databases: ["mysql"] }],
    ["aws_elasticache_replication_group", {}, { caches: ["redis"] }],
    ["aws_mq_broker", { engine_type: "RabbitMQ" }, { queues: ["rabbitmq"] }],
    ["aws_msk_cluster", {}, { queues: ["kafka"] }],
    ["aws_lb", { load_balancer_type: "network" }, { balancers: ["nlb"] }],
    ["aws_s3_bucket", { bucket: "acme-terraform-state" }, {}],
  ])("%s %j", async (type, body, expected) => {
    expect(await names(terraform({ [type]: { it: body } }))).toEqual({ clouds: ["aws"], ...expected });
  });

  test.each([
    ["terraform-aws-modules/rds/aws", { engine: "mysql" }, { clouds: ["aws"], databases: ["mysql"] }],
    [
      "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20",
      {},
      { clouds: ["aws"], orchestration: ["kubernetes"] },
    ],
    ["terraform-google-modules/sql-db/google//modules/postgresql", {}, { clouds: ["gcp"], databases: ["postgres"] }],
    ["./modules/redis", {}, {}],
  ])("the module %s", async (source, body, expected) => {
    expect(await names({ "main.tf.json": JSON.stringify({ module: { it: { source, ...body } } }) })).toEqual(expected);
  });

  test("an engine is followed through a variable", async () => {
    const files = terraform(
      { aws_db_instance: { it: { engine: "${var.engine}" } } },
      { variable: { engine: { default: "mariadb" } } },
    );
    expect((await names(files)).databases).toEqual(["mariadb"]);
    const called = {
      "main.tf.json": '{"module":{"db":{"source":"./db","engine":"postgres"}}}',
      "db/main.tf.json": '{"resource":{"aws_db_instance":{"it":{"engine":"${var.engine}"}}},"variable":{"engine":{}}}',
    };
    expect((await names(called)).databases).toEqual(["postgres"]);
  });

  test("where the state lies is no store of the application", async () => {
    expect(await names({ "main.tf.json": JSON.stringify({ terraform: { backend: { s3: {} } } }) })).not.toHaveProperty(
      "objectStores",
    );
  });

  test("a topic that only alarms write to carries no work", async () => {
    const alarm = { aws_cloudwatch_metric_alarm: { high: { alarm_actions: ["${aws_sns_topic.calls.arn}"] } } };
    expect(await names(terraform({ aws_sns_topic: { calls: {} }, ...alarm }))).toEqual({ clouds: ["aws"] });
    expect(await names(terraform({ aws_sns_topic: { orders: {} }, ...alarm }))).toEqual({
      clouds: ["aws"],
      queues: ["sns"],
    });
  });

  test("a name that JavaScript keeps to itself is no provider", async () => {
    expect(
      await names({ "main.tf.json": '{"provider":{"constructor":{}},"resource":{"constructor_x":{"y":{}}}}' }),
    ).toEqual({});
  });
});

describe("other templates and programs", () => {
  test("CloudFormation and SAM", async () => {
    const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders: { Type: AWS::SQS::Queue }
  Db: { Type: AWS::RDS::DBInstance, Properties: { Engine: sqlserver-ex } }
  Take:
    Type: AWS::Serverless::Function
    Properties: { Events: { Api: { Type: HttpApi }, New: { Type: S3, Properties: { Bucket: !Ref Uploads } } } }
`;
    expect(await names({ "template.yaml": template })).toEqual({
      clouds: ["aws"],
      orchestration: ["lambda"],
      databases: ["sqlserver"],
      queues: ["sqs"],
      balancers: ["api-gateway"],
      objectStores: ["s3"],
    });
  });

  test("Bicep", async () => {
    const bicep = `resource db 'Microsoft.DBforPostgreSQL/flexibleServers@2023-03-01-preview' = {
}
resource site 'Microsoft.Web/sites@2023-01-01' = {
  kind: 'functionapp,linux'
}
`;
    expect(await names({ "infra/main.bicep": bicep })).toEqual({
      clouds: ["azure"],
      orchestration: ["azure-functions"],
      databases: ["postgres"],
    });
  });

  test("CDK in TypeScript and in Python", async () => {
    const program = `import * as cdk from "aws-cdk-lib";
import { aws_sqs as sqs } from "aws-cdk-lib";
import * as rds from "aws-cdk-lib/aws-rds";
import { Bucket } from "aws-cdk-lib/aws-s3";
new sqs.Queue(this, "orders");
new rds.DatabaseInstance(this, "db", { engine: rds.DatabaseInstanceEngine.postgres({}) });
new Bucket(this, "files");
// new dynamodb.Table(this, "no")
`;
    expect(await names({ "lib/stack.ts": program })).toEqual({
      clouds: ["aws"],
      databases: ["postgres"],
      queues: ["sqs"],
      objectStores: ["s3"],
    });
    expect(
      await names({
        "app.py": 'from aws_cdk import aws_dynamodb as dynamodb\ntable = dynamodb.Table(self, "orders")\n',
      }),
    ).toEqual({ clouds: ["aws"], databases: ["dynamodb"] });
  });

  test("Pulumi", async () => {
    const program = `import * as aws from "@pulumi/aws";\nnew aws.sqs.Queue("orders");\nnew aws.elasticache.Cluster("c", { engine: "memcached" });\n`;
    expect(await names({ "index.ts": program })).toEqual({ clouds: ["aws"], queues: ["sqs"], caches: ["memcached"] });
  });

  test("Serverless Framework", async () => {
    const text =
      "provider: { name: aws }\nfunctions:\n  take: { handler: a.b, events: [{ httpApi: '*' }, { sqs: { arn: x } }] }\n";
    expect(await names({ "serverless.yml": text })).toEqual({
      clouds: ["aws"],
      orchestration: ["lambda", "serverless-framework"],
      queues: ["sqs"],
      balancers: ["api-gateway"],
    });
  });
});

describe("applications", () => {
  test("a client library alone is likely, and of tests none", async () => {
    const { databases } = await found({
      "package.json": '{ "name": "a", "dependencies": { "pg": "8" }, "devDependencies": { "mysql2": "3" } }',
    });
    expect(databases.map(({ name, confidence }) => [name, confidence])).toEqual([["postgres", "likely"]]);
  });

  test("a file of SQLite beside a server is for a developer's machine", async () => {
    const files = { "package.json": '{ "dependencies": { "pg": "8", "better-sqlite3": "9" } }' };
    expect(await names(files)).toEqual({ databases: ["postgres"] });
  });

  test.each([
    ["src/main/resources/application.yml", "spring:\n  rabbitmq:\n    host: broker\n", { queues: ["rabbitmq"] }],
    ["shop/settings.py", '"ENGINE": "django.db.backends.postgresql",', { databases: ["postgres"] }],
    ["config/database.yml", "production:\n  adapter: mysql2\n  password: <%= ENV['X'] %>\n", { databases: ["mysql"] }],
    [
      ".env.example",
      "DB_CONNECTION=pgsql\nREDIS_HOST=127.0.0.1\nMEMCACHED_HOST=127.0.0.1\n",
      { databases: ["postgres"] },
    ],
    [".env.example", "KAFKA_BROKERS=${BROKERS}\n", { queues: ["kafka"] }],
    ["prisma/schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n', { databases: ["postgres"] }],
    ["appsettings.json", '{"ConnectionStrings":{"Db":"Host=db;Username=app;Database=x"}}', { databases: ["postgres"] }],
    [
      "jobs/run.py",
      'import boto3\nq = boto3.client("sqs", aws_secret_access_key="change-me")\n',
      { clouds: ["aws"], queues: ["sqs"] },
    ],
  ])("%s: %j", async (path, text, expected) => {
    const infrastructure = await found({ [path]: text });
    expect(await names({ [path]: text })).toEqual(expected);
    expect(JSON.stringify(infrastructure)).not.toContain("change-me");
  });

  test("pipelines tell of clouds by what they deploy with, and of servers only a hint", async () => {
    const workflow = `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    services: { db: { image: "postgres:16" } }
    steps:
      - uses: google-github-actions/deploy-cloudrun@v2
      - run: helm upgrade shop ./chart
`;
    const infrastructure = await found({ ".github/workflows/deploy.yml": workflow });
    expect(infrastructure.clouds.map(({ name }) => name)).toEqual(["gcp"]);
    expect(infrastructure.orchestration.map(({ name }) => name)).toEqual(["cloud-run", "helm", "kubernetes"]);
    expect(infrastructure.databases.map(({ name, confidence }) => [name, confidence])).toEqual([
      ["postgres", "possible"],
    ]);
  });

  test("the web server in a frontend's image balances nothing", async () => {
    expect(
      await names({
        "web/package.json": '{ "dependencies": { "react-dom": "18" } }',
        "web/nginx.conf": "location /api { \n  proxy_pass http://api;\n}\n",
      }),
    ).toEqual({});
  });
});

test("an empty project has nothing", async () => {
  expect(await names({})).toEqual({});
});

test("hostile texts are read at once, and nothing of them is an image", async () => {
  const deep = `${"[".repeat(500)}${"]".repeat(500)}`;
  const before = Date.now();
  const infrastructure = await names({
    "nginx.conf": `${" ".repeat(200_000)}proxy_pas\n${"upstream".repeat(20_000)}`,
    ".env": `A_URL=${"a:".repeat(50_000)}\nB_URL=${"x@".repeat(50_000)}\n`,
    "app.py": `import boto3\n${"a.".repeat(50_000)}B(\nfrom aws_cdk import x\n`,
    "main.bicep": `resource ${"a".repeat(100_000)} 'x\n`,
    "config.json": deep,
    ...compose(`  a:\n    image: "${"a/".repeat(1000)}"\n  b:\n    image: [1, 2]\n  c: null\n`),
  });
  expect(Date.now() - before).toBeLessThan(5000);
  expect(infrastructure).toEqual({ orchestration: ["compose"] });
});
