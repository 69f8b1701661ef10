import { having, servicesIn } from "./services-in";

const ORDERS = {
  "services/orders/package.json": `{"name": "@acme/orders", "private": true, "scripts": {"start": "node src/server.js"}, "dependencies": {"express": "5", "pg": "8"}}`,
  "services/orders/src/server.js": `const app = require("express")();\napp.get("/healthz", (_, answer) => answer.end());\napp.get("/orders", list);\napp.listen(process.env.PORT || 8080);\n`,
  "services/orders/Dockerfile": `FROM node:20\nCOPY . .\nEXPOSE 8080\nCMD ["node", "src/server.js"]\n`,
};

test("what Compose builds is a service, with ports of the container; what it merely runs is none", async () => {
  const lines = await servicesIn(
    {
      ...ORDERS,
      "compose.yaml": `services:
  orders:
    build: ./services/orders
    ports: ["127.0.0.1:9000:8080"]
    deploy: { replicas: 2 }
    environment: { DATABASE_URL: "postgres://db:5432/orders" }
    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:8080/healthz"] }
    depends_on: [db, mail]
  db: { image: "postgres:16" }
  mail: { image: "axllent/mailpit" }
  migrate: { build: ./services/orders, command: npx knex migrate }
`,
    },
    having({ databases: ["postgres"] }),
  );
  expect(lines).toEqual([
    "orders",
    "orders kind web",
    "orders language javascript",
    "orders framework express",
    "orders port 8080",
    "orders health /healthz",
    "orders replicas 2",
    "orders -> postgres",
  ]);
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders-deployment, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: istio-proxy
          image: registry.acme.example/mirror/mesh:1
        - name: app
          image: ghcr.io/acme/orders:1.4
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
          env: [{ name: BASKET_URL, value: "http://basket.shop.svc.cluster.local:8080" }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: basket, namespace: shop }
spec:
  template:
    metadata: { labels: { app: basket } }
    spec: { containers: [{ name: app, image: "ghcr.io/acme/basket:2", env: [{ name: CACHE, value: "redis://cache:6379" }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: basket }
spec: { selector: { app: basket }, ports: [{ port: 80, targetPort: 8090 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cache }
spec: { template: { spec: { containers: [{ name: redis, image: "redis:7" }] } } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate }
spec: { template: { spec: { containers: [{ name: migrate, image: "ghcr.io/acme/orders:1.4" }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: orders-report }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: report, image: "ghcr.io/acme/orders:1.4", args: [report] }] } } } } }
`;

test("a Deployment names the service, its sidecars and what runs once are none, and CronJobs are programs of their own", async () => {
  const lines = await servicesIn(
    { ...ORDERS, "deploy/all.yaml": DEPLOYMENT },
    having({ databases: ["postgres"], caches: ["redis"] }),
  );
  expect(lines.filter((line) => !line.includes(" "))).toEqual(["basket", "orders", "orders-report"]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "basket port 8090",
      "basket -> redis",
      "orders kind web",
      "orders namespace shop",
      "orders health /ready",
      "orders -> basket",
      "orders replicas 2",
      "orders-report kind cron",
    ]),
  );
  expect(lines).not.toContain("orders -> orders");
});

test("Compose, Kubernetes and code speak of one service, and production's overlay tells its replicas", async () => {
  const lines = await servicesIn({
    ...ORDERS,
    "compose.yaml": "services:\n  orders-service:\n    build: ./services/orders\n",
    "deploy/base/all.yaml": DEPLOYMENT,
    "deploy/overlays/prod/kustomization.yaml": "replicas: [{ name: orders-deployment, count: 5 }]\n",
    "deploy/overlays/dev/kustomization.yaml": "replicas: [{ name: orders-deployment, count: 1 }]\n",
  });
  expect(lines.filter((line) => /^orders\S*$/.test(line))).toEqual(["orders", "orders-report"]);
  expect(lines).toContain("orders replicas 5");
});

test("a chart's values tell what its templates leave open, and those of production win", async () => {
  const lines = await servicesIn({
    ...ORDERS,
    "chart/Chart.yaml": "name: orders\nversion: 1.0.0\n",
    "chart/values.yaml":
      "replicaCount: 1\nimage: { repository: ghcr.io/acme/orders, tag: v1 }\nservice: { port: 8080 }\n",
    "chart/values-prod.yaml": "replicaCount: 4\n",
    "chart/templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "orders.fullname" . }}
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          ports:
            - containerPort: {{ .Values.service.port }}
`,
  });
  expect(lines).toEqual(
    expect.arrayContaining(["orders", "orders port 8080", "orders replicas 4", "orders framework express"]),
  );
  expect(lines.filter((line) => !line.includes(" "))).toHaveLength(1);
});

test("a task of ECS takes replicas from its service and health from its target group", async () => {
  const lines = await servicesIn(
    {
      ...ORDERS,
      "infra/main.tf": `resource "aws_ecs_task_definition" "orders" {
  family = "orders"
  container_definitions = jsonencode([{
    name         = "orders"
    image        = "\${aws_ecr_repository.orders.repository_url}:1"
    portMappings = [{ containerPort = 8080 }]
    environment  = [{ name = "QUEUE_URL", value = aws_sqs_queue.events.url }]
  }])
}
resource "aws_ecs_service" "orders" {
  name            = "orders"
  desired_count   = 3
  task_definition = aws_ecs_task_definition.orders.arn
  load_balancer {
    target_group_arn = aws_lb_target_group.orders.arn
    container_name   = "orders"
    container_port   = 8080
  }
}
resource "aws_lb_target_group" "orders" {
  health_check {
    path = "/status/live"
  }
}
resource "aws_sqs_queue" "events" {}
resource "aws_lambda_function" "mailer" {
  function_name = "mailer"
  runtime       = "python3.12"
  handler       = "main.handler"
}
resource "aws_lambda_event_source_mapping" "mailer" {
  event_source_arn = aws_sqs_queue.events.arn
  function_name    = aws_lambda_function.mailer.arn
}
`,
    },
    having({ queues: ["sqs"] }),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      "orders replicas 3",
      "orders port 8080",
      "orders health /status/live",
      "orders -> sqs",
      "mailer kind queue consumer",
      "mailer language python",
      "mailer -> sqs",
    ]),
  );
});

test("jobs of Nomad have the count of their group and the port within the container", async () => {
  const lines = await servicesIn({
    "deploy/orders.nomad.hcl": `job "orders" {
  group "orders" {
    count = 2
    network {
      port "http" { to = 8080 }
    }
    service {
      name = "orders"
      check {
        path = "/healthz"
      }
    }
    task "orders" {
      driver = "docker"
      config {
        image = "ghcr.io/acme/orders:1"
      }
    }
  }
}
`,
  });
  expect(lines).toEqual([
    "orders",
    "orders kind web",
    "orders port 8080",
    "orders health /healthz",
    "orders replicas 2",
  ]);
});
