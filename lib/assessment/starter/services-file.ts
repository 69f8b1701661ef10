/** The file that registers the services of a project with a platform. */
import { remark } from "./literal";
import type { Property, Registration, Registrations } from "./registrations";
import { literal } from "./literal";

export interface ServicesFileProps {
  /** Name of the project. */
  readonly project: string;
  /** The namespace of what no manifest places. */
  readonly namespace: string;
}

const HEAD = `// Decide, for each of them:
//   - \`port\`: its port of metrics is called "metrics" in its Service; write another name where it is.
//   - \`selector\`: its Service carries the label app.kubernetes.io/name with the name below; write { "…": "…" } where it carries others.
//   - \`http: otelHttp\` where it exports OpenTelemetry's metrics of HTTP instead of this package's; httpMetrics({ … }) for names of its own.
//   - \`objectives\` and \`alerts\`: what is promised, and thresholds. Left out: 99.9 % answered, 99 % within 500 ms, over 30 days.`;

export const servicesFile = ({ calls, notes, decidesNamespace }: Registrations, props: ServicesFileProps): string => {
  const imports = [...new Set(calls.flatMap((each) => each.imports))].sort();
  return [
    `// What the project ${remark(props.project)} runs, as an assessment of it found it.\n${calls.length === 0 ? "// No service was found: register what there is." : HEAD}`,
    `import { ${[...imports, "type ServiceMonitoring"].join(", ")} } from "cdktf-observability";`,
    ...(decidesNamespace
      ? [`// Decide: the namespace of what no manifest places in one.\nconst NAMESPACE = ${literal(props.namespace)};`]
      : []),
    [
      "export const services: readonly ((platform: ServiceMonitoring) => void)[] = [",
      ...calls.map(callText),
      "];",
    ].join("\n"),
    ...(notes.length === 0
      ? []
      : [
          [
            "// What has metrics, and no call here: scrape it by a job of `prometheus: { scrapeConfigs }` in the environment, and watch it with a pack",
            "// of your own (`pack`, `contract`, `alert`; platform.addPack).",
            ...notes.map((each) => `// ${remark(each)}`),
          ].join("\n"),
        ]),
  ]
    .join("\n\n")
    .concat("\n");
};

const callText = ({ seen, method, properties }: Registration): string =>
  [
    ...seen.map((each) => `  // ${remark(each)}`),
    "  (platform) =>",
    `    platform.${method}({`,
    ...properties.flatMap(propertyLines),
    "    }),",
  ].join("\n");

const propertyLines = ({ name, text, decide }: Property): readonly string[] => [
  ...(decide === undefined ? [] : [`      // Decide: ${decide}.`]),
  `      ${name}: ${text},`,
];
