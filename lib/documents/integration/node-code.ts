/** The least that a Node service writes, with the addresses of the environment; the guide has the rest. */
import type { Model } from "../../model";
import { otlpTraces } from "./addresses";

export const nodeCode = (model: Model, service: string): readonly string[] => {
  const traces = otlpTraces(model);
  return [
    fenced(
      "ts",
      "// observability.ts",
      'import { observe } from "@cdktf-observability/instrumentation";',
      "",
      "export const { metrics, tracer, logger, shutdown } = observe({",
      `  service: ${JSON.stringify(service)}, // as the Kubernetes Service is called: the label \`service\` of its metrics`,
      '  version: "1.4.0",',
      `  environment: ${JSON.stringify(model.name)},`,
      ...(traces === undefined ? [] : [`  tracing: { endpoint: ${JSON.stringify(traces)}, sampleRatio: 0.1 },`]),
      "});",
    ),
    fenced(
      "ts",
      "// express.ts",
      'import express from "express";',
      'import { expressLogging, expressMetrics } from "@cdktf-observability/instrumentation";',
      'import { logger, metrics } from "./observability.js";',
      "",
      "export const app = express();",
      'app.get("/metrics", metrics.handler);',
      "app.use(expressMetrics(metrics));",
      "app.use(expressLogging(logger));",
    ),
    fenced("sh", "node --import ./dist/observability.js dist/main.js"),
  ];
};

export const fenced = (language: string, ...lines: readonly string[]): string =>
  [`\`\`\`${language}`, ...lines, "```"].join("\n");
