/** Packs in an environment: what is deployed, what may be set anew, and what is refused. */
import { App, TerraformStack } from "cdktf";
import {
  ConfigurationError,
  deployTo,
  minutes,
  ObservabilityPlatform,
  pipelineCanaryPack,
  verify,
  type Environment,
  type Finding,
} from "../../lib";
import { pack } from "../../lib/model";
import { dev } from "../../stacks/environments/dev";
import { deployedRules } from "./deployed-rules";

const platform = (environment: Environment = dev): ObservabilityPlatform => {
  const stack = new TerraformStack(new App(), `${environment.name}-platform`);
  deployTo(stack, environment);
  return new ObservabilityPlatform(stack, "observability", environment);
};

const findingsOf = (action: () => unknown): readonly Finding[] => {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.findings;
    throw error;
  }
};

test("a threshold that is set anew is deployed", () => {
  const rules = deployedRules(
    platform({ ...dev, alerts: { HttpHighErrorRatio: { parameters: { errorRatio: 0.1 }, for: minutes(7) } } }),
  );
  expect(rules.find((rule) => rule["alert"] === "HttpHighErrorRatio")).toMatchObject({
    expr: expect.stringContaining("> 0.1") as string,
    for: "7m",
  });
});

test("runbooks can stand elsewhere", () => {
  const rules = deployedRules(platform({ ...dev, runbooks: "https://wiki.acme.example/runbooks/" }));
  expect(rules.find((rule) => rule["alert"] === "HttpHighErrorRatio")).toMatchObject({
    annotations: { runbook_url: "https://wiki.acme.example/runbooks/http-high-error-ratio" },
  });
});

test("an alert that no pack has cannot be set anew", () => {
  const alerts = { HttpHighErorRatio: {} } as Environment["alerts"];
  expect(findingsOf(() => verify(platform({ ...dev, alerts }).node.root))).toEqual([
    expect.objectContaining({
      check: "references/unknown",
      path: "dev.alerts.HttpHighErorRatio",
      problem: expect.stringContaining("HttpHighErrorRatio") as string,
    }),
  ]);
});

test("nor can a parameter that the alert does not have", () => {
  const alerts = { HttpHighErrorRatio: { parameters: { ratio: 0.1 } } } as Environment["alerts"];
  expect(findingsOf(() => platform({ ...dev, alerts }))).toEqual([
    expect.objectContaining({ path: "dev.alerts.HttpHighErrorRatio.parameters.ratio" }),
  ]);
});

test("two packs of one name would be one object in the cluster", () => {
  expect(findingsOf(() => platform().addPack(pack("http-server", { metrics: {} })))).toEqual([
    expect.objectContaining({ check: "names/duplicate", path: "dev.packs.http-server" }),
  ]);
});

test("the name of a pack becomes the name of an object", () => {
  expect(findingsOf(() => platform().addPack(pack("My Pack", { metrics: {} })))).toEqual([
    expect.objectContaining({ path: "dev.packs.My Pack.name" }),
  ]);
});

test("the environment adds to what is set anew together with a pack, and has the last word", () => {
  const installation = platform({
    ...dev,
    alerts: { PipelineLogsLost: { for: minutes(7), team: "platform" } },
  });
  installation.addPack(pipelineCanaryPack(), {
    alerts: { PipelineLogsLost: { severity: "critical", for: minutes(9) } },
  });
  expect(deployedRules(installation).find((rule) => rule["alert"] === "PipelineLogsLost")).toMatchObject({
    for: "7m",
    labels: { severity: "critical" },
  });
});

test("two packs of one name are refused though they have no rules", () => {
  const installation = platform();
  installation.addPack(pack("shop", { metrics: {} }));
  expect(findingsOf(() => installation.addPack(pack("shop", { metrics: {} })))).toEqual([
    expect.objectContaining({ check: "names/duplicate", path: "dev.packs.shop" }),
  ]);
});
