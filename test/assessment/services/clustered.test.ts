import { servicesOf } from "../../../lib/assessment/services";
import { projectOf } from "../project-of";
import { having, servicesIn } from "./services-in";

const workload = (kind: string, name: string, image: string, container = "") => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ${image}
${container}---
`;

test("a probe that asks no path is a probe", async () => {
  const project = await projectOf({
    "k8s/all.yaml":
      workload("Deployment", "quotes", "acme/quotes:1", "          readinessProbe: { grpc: { port: 50051 } }\n") +
      workload("Deployment", "rates", "acme/rates:1", "          livenessProbe: { tcpSocket: { port: 7000 } }\n") +
      workload("Deployment", "pages", "acme/pages:1"),
    "compose.yaml":
      "services:\n  config: { build: ., healthcheck: { test: [CMD, curl, 'http://config:8888'] } }\n  mail: { build: ./mail, healthcheck: { test: [NONE] } }\n",
    "mail/Dockerfile": "FROM node:22\nCMD node .\n",
    Dockerfile: "FROM node:22\nCMD node .\n",
  });
  const probes = servicesOf(project, having()).map(({ name, probe }) => [name, probe?.value]);
  expect(probes).toEqual([
    ["config", "command"],
    ["mail", undefined],
    ["pages", undefined],
    ["quotes", "grpc"],
    ["rates", "tcp"],
  ]);
});

test("a server with a configuration of one's own stays a server in Kubernetes", async () => {
  const lines = await servicesIn(
    {
      "k8s/all.yaml":
        workload("StatefulSet", "mysql", "acme/shop-mysql:1") + workload("Deployment", "cart", "acme/cart:1"),
      "compose.yaml": "services:\n  mysql: { build: ./store }\n  cart: { build: ./cart }\n",
      "store/Dockerfile": "FROM mysql:8\nCOPY schema.sql /docker-entrypoint-initdb.d/\n",
      "cart/Dockerfile": "FROM node:22\nCMD node .\n",
    },
    having({ databases: ["mysql"] }),
  );
  expect(lines.filter((line) => !line.includes(" "))).toEqual(["cart"]);
});

test("a job of the same code asks none of the servers whose variables only the other deployment sets", async () => {
  const lines = await servicesIn(
    {
      "k8s/all.yaml": `${workload("Deployment", "invoices", "acme/invoices:1", "          env: [{ name: NATS_URL, value: 'nats://nats:4222' }, { name: MONGODB_URI, value: 'mongodb://mongo:27017/x' }]\n")}apiVersion: batch/v1
kind: CronJob
metadata: { name: close-month }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - { name: close-month, image: "acme/invoices:1", env: [{ name: MONGODB_URI, value: "mongodb://mongo:27017/x" }] }
`,
      "invoices/go.mod": "module acme.example/invoices\n",
      "invoices/main.go": `package main\n\nfunc main() {\n\topen(os.Getenv("MONGODB_URI"))\n\tlisten(os.Getenv("NATS_URL"))\n}\n`,
    },
    having({ databases: ["mongodb"], queues: ["nats"] }),
  );
  expect(lines.filter((line) => line.includes("->"))).toEqual([
    "close-month -> mongodb",
    "invoices -> mongodb",
    "invoices -> nats",
  ]);
});

test("processes of the project's own folder and functions of SAM have the names that they run under", async () => {
  const processes = await servicesIn({
    Procfile: "web: bundle exec puma\nworker: bundle exec sidekiq\nrelease: rails db:migrate\n",
  });
  expect(processes.filter((line) => !line.includes(" "))).toEqual(["web", "worker"]);
  const functions = await servicesIn({
    "template.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Receive:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: uploads/, Handler: app.receive, Runtime: python3.12 }
`,
  });
  expect(functions.filter((line) => !line.includes(" "))).toEqual(["Receive"]);
});

test("a guard beside a public program makes it no service of one's own", async () => {
  const guard = "        - { name: kube-rbac-proxy, image: quay.io/brancz/kube-rbac-proxy:v0.18 }\n";
  const lines = await servicesIn({
    "k8s/all.yaml": workload("DaemonSet", "node-exporter", "quay.io/prometheus/node-exporter:v1", guard),
  });
  expect(lines).toEqual([]);
});

test("what listens as a database does is one, and what a chart deploys is called as its program's folder", async () => {
  const ports = (port: number) => `          ports: [{ containerPort: ${port} }]\n`;
  const lines = await servicesIn({
    "k8s/all.yaml":
      workload("StatefulSet", "ledger-db", "acme/ledger-db:1", ports(5432)) +
      workload("Deployment", "ledger", "acme/ledger:1", ports(8080)),
    "src/cart/chart/Chart.yaml": "apiVersion: v2\nname: shop-sample-cart-chart\nversion: 1.0.0\n",
    "src/cart/chart/templates/deployment.yaml": workload(
      "Deployment",
      `{{ include "carts.fullname" . }}`,
      "acme/cart:1",
    ),
    "src/cart/package.json": `{"name": "cart", "private": true}`,
    "src/cart/Dockerfile": "FROM node:22\nCMD node .\n",
  });
  expect(lines.filter((line) => !line.includes(" "))).toEqual(["cart", "ledger"]);
});
