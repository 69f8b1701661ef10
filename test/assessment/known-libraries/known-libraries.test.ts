import {
  hostHint,
  imageOf,
  libraryOf,
  repositoryOf,
  schemeOf,
  schemesOf,
} from "../../../lib/assessment/known-libraries";

describe("images", () => {
  test.each([
    ["postgres:16-alpine", "databases", "postgres"],
    ["docker.io/bitnami/postgresql:15", "databases", "postgres"],
    ["registry.acme.example:5000/mirror/redis:7", "caches", "redis"],
    ["${REGISTRY:-docker.io/acme}/rabbitmq:${TAG:-3}", "queues", "rabbitmq"],
    ["mcr.microsoft.com/mssql/server:2022-latest", "databases", "sqlserver"],
    ["quay.io/minio/minio", "objectStores", "minio"],
    ["prom/prometheus:v3.1.0", "tool", "prometheus"],
    ["grafana/agent:v0.40", "tool", "grafana-agent"],
    ["oliver006/redis_exporter", "tool", "redis-exporter"],
    ["mailhog/mailhog", "development only", "mailhog"],
    ["quay.io/keycloak/keycloak:26", "other server", "keycloak"],
    ["redis@sha256:0123456789abcdef", "caches", "redis"],
  ])("%s is %s %s", (image, kind, name) => {
    expect(imageOf(image)).toEqual({ kind, name });
  });

  test.each(["node:20", "acme/checkout:1.2", "ghcr.io/acme/postgres-backup", "acme/hub", "", "{{ .Values.image }}"])(
    "%s is a program of the project, as far as it is known",
    (image) => {
      expect(imageOf(image)).toBeUndefined();
    },
  );

  test("a port of a registry is no tag", () => {
    expect(repositoryOf("localhost:5000/acme/shop:1")).toBe("localhost:5000/acme/shop");
  });
});

describe("libraries", () => {
  test.each([
    ["npm", "pg", { infrastructure: { kind: "databases", name: "postgres" } }],
    ["npm", "@aws-sdk/client-sqs", { infrastructure: { kind: "queues", name: "sqs" }, cloud: "aws" }],
    ["npm", "@aws-sdk/client-ses", { cloud: "aws" }],
    ["pypi", "psycopg2_binary", { infrastructure: { kind: "databases", name: "postgres" } }],
    ["go", "github.com/redis/go-redis/v9", { infrastructure: { kind: "caches", name: "redis" } }],
    ["maven", "org.apache.kafka:kafka-clients", { infrastructure: { kind: "queues", name: "kafka" } }],
    ["pypi", "celery", { framework: "celery", serviceKind: "worker" }],
    ["npm", "prom-client", { tool: "prometheus" }],
    ["npm", "typescript", { language: "typescript" }],
    ["nuget", "Npgsql.EntityFrameworkCore.PostgreSQL", { infrastructure: { kind: "databases", name: "postgres" } }],
  ] as const)("%s %s", (ecosystem, name, proves) => {
    expect(libraryOf({ ecosystem, name })).toEqual(proves);
  });

  test.each([
    ["npm", "@prisma/client"],
    ["npm", "typeorm"],
    ["pypi", "sqlalchemy"],
    ["go", "gorm.io/gorm"],
    ["maven", "org.hibernate:hibernate-core"],
    ["npm", "constructor"],
  ] as const)("a mapper alone proves no database: %s %s", (ecosystem, name) => {
    expect(libraryOf({ ecosystem, name })).toEqual({});
  });
});

describe("connection strings", () => {
  test.each([
    ["postgresql+asyncpg://app:change-me@db/orders", "postgres"],
    ["jdbc:oracle:thin:@db:1521/orders", "oracle"],
    ["jdbc:aws-wrapper:mysql://db/orders", "mysql"],
    ["mongodb+srv://cluster.example/orders", "mongodb"],
    ["amqps://queue", "rabbitmq"],
    ["rediss://cache:6379/0", "redis"],
    ["Server=tcp:acme.database.windows.net;Initial Catalog=orders", "sqlserver"],
  ])("%s", (text, name) => {
    expect(schemeOf(text)?.name).toBe(name);
  });

  test("all of a text, each once", () => {
    expect(schemesOf("redis://a redis://b amqp://c").map(({ name }) => name)).toEqual(["redis", "rabbitmq"]);
  });

  test.each(["https://acme.example", "file:///x", "docker://redis", ""])("%s connects to none", (text) => {
    expect(schemeOf(text)).toBeUndefined();
  });

  test("a long text of colons is read at once", () => {
    const before = Date.now();
    schemesOf("a:".repeat(500_000));
    schemesOf("a".repeat(500_000));
    expect(Date.now() - before).toBeLessThan(500);
  });
});

describe("hosts", () => {
  test.each([
    ["orders.postgres.database.azure.com", "postgres"],
    ["redis-master.shop.svc.cluster.local", "redis"],
    ["rabbitmq:5672", "rabbitmq"],
    ["sqs.eu-central-1.amazonaws.com", "sqs"],
  ])("%s", (host, name) => {
    expect(hostHint(host)?.name).toBe(name);
  });

  test.each(["checkout", "api.acme.example", "redis.acme.example.com", ""])("%s tells none", (host) => {
    expect(hostHint(host)).toBeUndefined();
  });
});
