/** What Terraform and CloudFormation say: types of resources, charts that they install, images and log drivers in their texts. */
import { isMap } from "../../charts";
import { backendOf } from "./agents";
import type { HclBlock, Project, Structured } from "../project";
import { imageThing } from "./things-in-compose";
import { allTexts, at, mapOf, textOf } from "./reading";
import { shortened, type Thing } from "./thing";

export const terraformThings = ({ hcl }: Project): readonly Thing[] =>
  hcl.flatMap((block) =>
    block.type === "resource" || block.type === "module" || block.type === "job" ? of(block) : [],
  );

const LONGEST_TEXT = 50_000;
/** `image = "…"`, `"image": "…"` within a text such as the definition of a container. */
const IMAGE = /\bimage"?\s{0,8}[=:]\s{0,8}"([^"\n]{1,200})"/g;
/** Names of variables of a container, in the same texts. */
const VARIABLE =
  /\b(?:name"?\s{0,8}[=:]\s{0,8}"|)((?:OTEL|DD|NEW_RELIC|SENTRY|APPLICATIONINSIGHTS|APPINSIGHTS|ELASTIC_APM)_[A-Z_]{1,60})\b/g;

const of = (block: HclBlock): readonly Thing[] => {
  const [type = "", name = type] = block.labels;
  const place = (sees: string) => ({ file: block.file.path, line: block.line, sees: shortened(sees), of: name });
  const label = `${block.type} "${type}"${block.labels.length > 1 ? ` "${name}"` : ""}`;
  const texts = allTexts(block.body).filter((text) => text.length <= LONGEST_TEXT);
  return [
    ...(block.type === "resource"
      ? [{ kind: "resource" as const, name: type, ...place(label), body: block.body }]
      : []),
    ...(type === "helm_release" ? chartOf(block, place) : []),
    ...imagesIn(block, texts).map((image) => imageThing(image, place(`image: ${image}`))),
    ...settingsIn(block, texts).map((setting): Thing => ({ kind: "setting", name: setting, ...place(setting) })),
    ...texts.flatMap((text) =>
      text.length < 300 && text.includes("://")
        ? backendOf(text).map((tool): Thing => ({
            kind: "configuration",
            name: tool,
            confidence: "likely",
            ...place(text),
          }))
        : [],
    ),
    ...(texts.some((text) => text.includes("awslogs"))
      ? [{ kind: "driver" as const, name: "awslogs", ...place(`awslogs in ${label}`) }]
      : []),
  ];
};

const imagesIn = ({ body }: HclBlock, texts: readonly string[]): readonly string[] => [
  ...new Set([
    ...imageKeys(body, 0),
    ...texts.flatMap((text) =>
      text.includes("image") ? [...text.matchAll(IMAGE)].map(([, image = ""]) => image) : [],
    ),
  ]),
];

const imageKeys = (value: unknown, depth: number): readonly string[] => {
  if (depth > 30 || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "image" && typeof inner === "string" && !inner.startsWith("${") ? [inner] : imageKeys(inner, depth + 1),
  );
};

const settingsIn = ({ body }: HclBlock, texts: readonly string[]): readonly string[] => [
  ...new Set([
    ...[...keysBelow(body, 0)].filter((key) => /^[A-Z][A-Z0-9_]{3,60}$/.test(key)),
    ...texts.flatMap((text) => [...text.matchAll(VARIABLE)].map(([, name = ""]) => name)),
  ]),
];

const keysBelow = function* (value: unknown, depth: number): Iterable<string> {
  if (depth > 30 || typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield key;
    yield* keysBelow(inner, depth + 1);
  }
};

const chartOf = ({ body }: HclBlock, place: (sees: string) => Omit<Thing, "kind" | "name">): readonly Thing[] => {
  const chart = textOf(body["chart"]);
  if (chart === undefined) return [];
  const version = textOf(body["version"]);
  return [
    {
      kind: "chart",
      name: chart.split("/").at(-1) ?? chart,
      ...(version === undefined ? {} : { version }),
      ...place(`chart = "${chart}"`),
      body: { values: {}, repository: textOf(body["repository"]) ?? chart },
    },
  ];
};

/** Resources of a template of CloudFormation, SAM or the Serverless Framework, by `AWS::` types. */
export const cloudFormationThings = (templates: readonly Structured[]): readonly Thing[] =>
  templates.flatMap(({ value, file, lineOf }) =>
    RESOURCES.flatMap((keys) =>
      Object.entries(mapOf(at(value, ...keys))).flatMap(([name, resource]): readonly Thing[] => {
        const type = textOf(at(resource, "Type"));
        if (!isMap(resource) || type?.startsWith("AWS::") !== true) return [];
        const traced = at(resource, "Properties", "Tracing") ?? at(resource, "Properties", "TracingConfig", "Mode");
        return [
          ...(traced === "Active"
            ? [
                {
                  kind: "resource" as const,
                  name: "AWS::XRay::Tracing",
                  file: file.path,
                  line: lineOf([...keys, name]),
                  sees: shortened(`${name}: tracing is active`),
                  of: name,
                },
              ]
            : []),
          {
            kind: "resource",
            name: type,
            file: file.path,
            line: lineOf([...keys, name]),
            sees: shortened(`${name}: ${type}`),
            of: name,
            body: mapOf(resource["Properties"]),
          },
        ];
      }),
    ),
  );

const RESOURCES: readonly (readonly string[])[] = [["Resources"], ["resources", "Resources"]];

/** Resources of an ARM template, by `Microsoft.` types. */
export const armThings = (templates: readonly Structured[]): readonly Thing[] =>
  templates.flatMap(({ value, file, lineOf }) => {
    const resources = at(value, "resources");
    return (Array.isArray(resources) ? (resources as unknown[]) : []).flatMap((resource, index): readonly Thing[] => {
      const type = textOf(at(resource, "type"));
      if (!isMap(resource) || type?.startsWith("Microsoft.") !== true) return [];
      return [
        {
          kind: "resource",
          name: type.toLowerCase(),
          file: file.path,
          line: lineOf(["resources", index]),
          sees: shortened(`type: ${type}`),
          of: textOf(resource["name"]) ?? type,
          body: mapOf(resource["properties"]),
        },
      ];
    });
  });
