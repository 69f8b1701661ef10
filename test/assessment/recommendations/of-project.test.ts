/** What is recommended because of what stands in the project itself, and in no assessment. */
import type { Assessment } from "../../../lib/assessment/assessment";
import { recommendationsOf } from "../../../lib/assessment/recommendations";
import { projectOf } from "../project-of";
import { anAssessment, aService, at, NOTHING, sighting } from "../starter/by-hand";

type Files = Readonly<Record<string, string>>;

const recommended = async (files: Files, more: Partial<Assessment> = {}) =>
  recommendationsOf(anAssessment(more), await projectOf(files));

const one = async (id: string, files: Files, more: Partial<Assessment> = {}) =>
  (await recommended(files, more)).find((each) => each.id === id);

const COMPOSE = `services:
  db:
    image: postgres:16
  cache:
    image: redis
  shop:
    build: .
    image: acme/shop
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  template:
    spec:
      containers:
        - name: shop
          image: acme/shop:latest
`;
const JOB = `apiVersion: batch/v1
kind: CronJob
metadata: { name: close }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: close
              image: acme/close:1.4
`;
const DOCKERFILE = `FROM node AS build
FROM build AS test
FROM scratch
FROM node:20
`;

test("images without a version are told with their lines; what is built here is none", async () => {
  const found = await one("pin-images", {
    "docker-compose.yml": COMPOSE,
    "k8s/shop.yaml": DEPLOYMENT,
    "k8s/close.yaml": JOB,
    Dockerfile: DOCKERFILE,
  });
  expect(found?.evidence).toEqual([
    { file: "docker-compose.yml", line: 5, sees: "image: redis" },
    { file: "k8s/shop.yaml", line: 9, sees: "image: acme/shop:latest" },
    { file: "Dockerfile", line: 1, sees: "image: node" },
  ]);
});

test("images that are all pinned are not recommended to be", async () => {
  expect(await one("pin-images", { "k8s/close.yaml": JOB })).toBeUndefined();
});

const RULES = (annotations: string): string => `groups:
  - name: shop
    rules:
      - alert: ShopDown
        expr: up == 0
        annotations: { ${annotations} }
`;

test("an alert without a runbook is told, one with is not", async () => {
  expect((await one("runbooks", { "rules.yml": RULES('summary: "down"') }))?.evidence).toEqual([
    { file: "rules.yml", line: 4, sees: "alert: ShopDown" },
  ]);
  expect(
    await one("runbooks", { "rules.yml": RULES('runbook_url: "https://wiki.acme.example/down"') }),
  ).toBeUndefined();
});

const SLOTH = `version: prometheus/v1
service: checkout
slos:
  - name: availability
    objective: 99.9
`;

test("a service that somebody promises something of needs no further objective", async () => {
  const services = [aService("checkout"), aService("orders")];
  const objectives = async (files: Files): Promise<readonly string[]> =>
    (await recommended(files, { services })).map(({ id }) => id).filter((id) => id.startsWith("objective/"));
  expect(await objectives({ "slos/checkout.yml": SLOTH })).toEqual(["objective/orders"]);
  expect(await objectives({})).toEqual(["objective/checkout", "objective/orders"]);
});

test("a database that the project runs is backed up where a script dumps it", async () => {
  const more = { infrastructure: { ...NOTHING, databases: [sighting("postgres")] } };
  expect(await one("backups/postgres", { "docker-compose.yml": COMPOSE }, more)).toBeDefined();
  expect(
    await one("backups/postgres", { "docker-compose.yml": COMPOSE, "dump.sh": "pg_dump shop > shop.sql\n" }, more),
  ).toBeUndefined();
});

test("addresses that are tried from outside need no further probe", async () => {
  const more = { infrastructure: { ...NOTHING, balancers: [sighting("nginx")] } };
  expect(await one("probe-endpoints", {}, more)).toBeDefined();
  const check = `resource "google_monitoring_uptime_check_config" "shop" {\n  display_name = "shop"\n}\n`;
  expect(await one("probe-endpoints", { "main.tf": check }, more)).toBeUndefined();
});

test("where something writes down who did what, nobody is told to", async () => {
  const compliance = [{ framework: "SOC 2", confidence: "likely", evidence: [at("SECURITY.md")], verify: [] }] as const;
  expect(await one("audit-log", {}, { compliance })).toBeDefined();
  const trail = `resource "aws_cloudtrail" "all" {\n  name = "all"\n}\n`;
  expect(await one("audit-log", { "main.tf": trail }, { compliance })).toBeUndefined();
});

test("what an operator runs is backed up by nobody who is not named", async () => {
  const database = { ...NOTHING, databases: [{ ...sighting("postgres"), evidence: [at("k8s/store.yaml", 2)] }] };
  const cluster = (group: string) =>
    ({
      "k8s/store.yaml": `apiVersion: ${group}\nkind: Cluster\nmetadata: { name: store }\nspec: { instances: 2 }\n`,
    }) as const;
  expect(await one("backups/postgres", cluster("postgresql.cnpg.io/v1"), { infrastructure: database })).toBeDefined();
  expect(await one("backups/postgres", cluster("rds.aws.upbound.io/v1"), { infrastructure: database })).toBeUndefined();
});

test("a library that makes metrics keeps none", async () => {
  const having = (file: string) => ({
    services: [aService("cart", "web")],
    monitoring: {
      ...anAssessment().monitoring,
      tools: [
        { name: "prometheus", confidence: "certain" as const, evidence: [{ file, line: 3, sees: "prom-client" }] },
      ],
    },
  });
  expect(await one("deploy-platform", {}, having("cart/package.json"))).toBeDefined();
  expect(await one("route-alerts", {}, having("cart/package.json"))).toBeUndefined();
  expect(await one("deploy-platform", {}, having("prometheus.yml"))).toBeUndefined();
});

test("a service that is probed without a path needs no health endpoint", async () => {
  const probed = { value: "grpc", confidence: "certain" as const, evidence: [] };
  const told = (probe: object) => ({
    infrastructure: { ...NOTHING, orchestration: [sighting("kubernetes")] },
    services: [{ ...aService("quotes", "web"), health: [], ...probe }],
  });
  expect(await one("health-endpoint/quotes", {}, told({ probe: probed }))).toBeUndefined();
  expect(await one("health-endpoint/quotes", {}, told({}))).toBeDefined();
});
