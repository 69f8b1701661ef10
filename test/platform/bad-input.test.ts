/** Bad input, end to end: each mistake stops the command, is told at its place with its mend, and writes nothing. */
import { inspect } from "node:util";
import { secretVariable, type Environment, type Finding } from "../../lib";
import { environments } from "../../stacks/environments";
import { accessRows, alertingRows, environmentRows, stateRows } from "./bad-input/environment";
import { alertmanagerRows, grafanaRows } from "./bad-input/alertmanager-grafana";
import { chartKeyRows, chartTypeRows, sizeRows } from "./bad-input/chart-values";
import { exporterRows } from "./bad-input/exporters";
import { productionRows } from "./bad-input/production";
import { exposureRows, prometheusRows } from "./bad-input/prometheus";
import { ABSENT, dev, prod, staging, type Row } from "./bad-input/row";
import { scrapeRows } from "./bad-input/scraping";
import { MARKER, secretRows, secretValueRows } from "./bad-input/secrets";
import { fluentdRows, jaegerRows, lokiRows } from "./bad-input/stores";
import { changed } from "./changed";
import { synthesize, type Outcome } from "./installation";

const subjects: Readonly<Record<string, readonly Row[]>> = {
  "the environment": environmentRows,
  "its state": stateRows,
  "its cluster": accessRows,
  "its alerting": alertingRows,
  Prometheus: prometheusRows,
  "what is scraped": scrapeRows,
  "how it is reached": exposureRows,
  Alertmanager: alertmanagerRows,
  Grafana: grafanaRows,
  Loki: lokiRows,
  Jaeger: jaegerRows,
  Fluentd: fluentdRows,
  exporters: exporterRows,
  "keys of charts": chartKeyRows,
  "values of charts": chartTypeRows,
  "what is too large": sizeRows,
  "what does not go together": productionRows,
  "secrets in clear text": secretRows,
  "secrets in values": secretValueRows,
};
const titled = (rows: readonly Row[]) =>
  rows.map((row) => {
    const value = inspect(row[2], { depth: 1, maxStringLength: 40, breakLength: Infinity });
    return [`${row[0].name}.${row[1]} = ${value.slice(0, 80)}`, row] as const;
  });

const saidAt = (place: string, findings: readonly Finding[]): string => {
  const found = findings.filter(({ path }) => path === place);
  expect(findings.map(({ path }) => path)).toContain(place);
  return found.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n");
};

describe.each(Object.entries(subjects))("%s", (_, rows) => {
  test.each(titled(rows))("%s", (_title, [base, at, value, words, place = at]) => {
    const { exitCode, findings, files, message } = synthesize([changed(base, at, value)]);
    expect({ exitCode, files: [...files.keys()] }).toEqual({ exitCode: 1, files: [] });
    expect(saidAt(`${base.name}.${place}`, findings)).toContain(words);
    expect(message).not.toContain(MARKER);
  });
});

describe("an output of before", () => {
  let before: Outcome;
  beforeAll(() => {
    before = synthesize(environments);
    expect(before.exitCode).toBe(0);
  });

  /** One mistake for each place where the way to an output may end. */
  const stages: readonly Row[] = [
    [prod, "prometheus.replicas", 0, "no whole number from 1"],
    [prod, "namespace", "observability-agents", "namespace of their own", "agentNamespace"],
    [prod, "prometheus.releaseName", "loki", "is the Helm release", "loki.releaseName"],
    [prod, "prometheus.exposure.authentication", ABSENT, "anybody may open"],
    [prod, "loki.values", { singleBinary: { replica: 1 } }, "is no key of loki", "loki.values.singleBinary.replica"],
    [prod, "loki.values", { loki: { server: { grace: NaN } } }, "is NaN", "loki.values.loki.server.grace"],
    ...sizeRows.slice(0, 1),
  ];
  test.each(titled(stages))("stays as it is: %s", (_title, [base, at, value, words, place = at]) => {
    const bad = environments.map((each) => (each === base ? changed(base, at, value) : each));
    const { exitCode, findings, files } = synthesize(bad, { outdir: before.outdir });
    expect(exitCode).toBe(1);
    expect(saidAt(`${base.name}.${place}`, findings)).toContain(words);
    expect(files).toEqual(before.files);
  });
});

test("one error lists what is wrong in all environments, sorted by place", () => {
  const bad = [
    changed(prod, "loki.storage", ABSENT),
    changed(dev, "alerting.teams.platform.slack", "alerts"),
    changed(changed(staging, "jaeger.replicas", 2), "alertmanager.replicas", -1),
  ];
  const { exitCode, findings, files, message } = synthesize(bad);
  expect(exitCode).toBe(1);
  expect(files.size).toBe(0);
  expect(findings.map(({ path }) => path)).toEqual([
    "dev.alerting.teams.platform.slack",
    "prod.loki.storage",
    "staging.alertmanager.replicas",
    "staging.jaeger.replicas",
  ]);
  expect(message).toMatch(/^4 findings, nothing was written:\n/);
});

test("one Secret that two components describe differently", () => {
  const database = (revision: number) => ({
    host: "db.acme.example",
    credentials: secretVariable("db", ["username", "password"], { revision }),
  });
  const bad = changed(prod, "exporters.postgres", { a: database(1), b: database(2) });
  const { exitCode, findings, files } = synthesize([bad]);
  expect({ exitCode, files: files.size }).toEqual({ exitCode: 1, files: 0 });
  // Without its services, what the environment waives of them is a warning.
  expect(findings.filter(({ severity }) => severity === "error")).toMatchObject([
    {
      check: "secrets/conflict",
      problem: expect.stringContaining("in another way than prod.exporters.postgres.a") as string,
    },
  ]);
});

test("what concerns all components is told once", () => {
  const shared = {
    charts: { kind: "oci", url: "x" },
    imageRegistry: "https://x",
    imagePullSecrets: "x",
    namespace: "X",
  };
  const { findings } = synthesize([{ ...prod, ...shared } as unknown as Environment]);
  expect(findings.map(({ path }) => path)).toEqual([
    "prod.charts.url",
    "prod.imagePullSecrets",
    "prod.imageRegistry",
    "prod.namespace",
  ]);
});

test.each([[null], [undefined], ["prod"], [7], [[]], [() => prod], [new Map()], [Object.create(null)]])(
  "%p is no environment",
  (environment: unknown) => {
    const { exitCode, findings, files } = synthesize([dev, environment as Environment]);
    expect({ exitCode, files: files.size }).toEqual({ exitCode: 1, files: 0 });
    expect(findings.every(({ path }) => path.startsWith("environment"))).toBe(true);
  },
);

test("two environments of one name", () => {
  const { exitCode, findings, files } = synthesize([prod, { ...staging, name: "prod" }]);
  expect({ exitCode, files: files.size }).toEqual({ exitCode: 1, files: 0 });
  expect(findings).toMatchObject([{ path: "prod.name", problem: "is the name of several environments" }]);
});

test("a mistake in an environment that nobody asked for stops nobody", () => {
  const bad = changed(prod, "prometheus.replicas", 0);
  const { exitCode, files, outdir } = synthesize([dev, bad], { args: ["--environment", "dev"] });
  expect(exitCode).toBe(0);
  expect([...files.keys()].some((file) => file.startsWith(`${outdir}/stacks/prod`))).toBe(false);
});

test("an environment that does not exist is wrong usage", () => {
  const { exitCode, files, message } = synthesize([dev, prod], { args: ["--environment", "pord"] });
  expect({ exitCode, files: files.size }).toEqual({ exitCode: 2, files: 0 });
  expect(message).toContain('did you mean "prod"?');
});
