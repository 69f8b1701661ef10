/** Programs that Terraform runs: tasks of ECS, functions, containers and applications of the clouds, and workloads of Kubernetes. */
import { repositoryOf } from "../../known-libraries";
import type { HclBlock, Project } from "../../project";
import type { Seen } from "../../assessment";
import { isOneOff, pathOfCheck } from "../commands";
import type { Found, Reader } from "../found";
import { evidence, seen, type Mention, type ServiceHint } from "../hint";
import { isPublicImage, isSidecar } from "../images";
import { lastPart } from "../names";
import { environmentOf, folderOf, isAside } from "../paths";
import { text } from "../values";
import { addressOf, folderIn, mentions, targetGroups } from "./terraform-references";
import { kindOf, RUNNERS, type Runner } from "./terraform-runners";
import { serversOf } from "./terraform-servers";
import { addressesIn, localsOf, numberAfter, plainName, textAfter, variablesIn, wordsOfBlock } from "./terraform-text";

export const terraform: Reader = (project) => {
  const blocks = project.hcl.filter(
    ({ file, type }) =>
      !isAside(file.path) && (type === "resource" || type === "module" || type === "data" || type === "locals"),
  );
  const stack: Stack = { project, blocks, locals: localsOf(blocks) };
  return {
    hints: blocks.flatMap((block) => [...fromRunner(stack, block), ...fromModule(stack, block)]),
    hosts: serversOf(blocks),
  } satisfies Found;
};

interface Stack {
  readonly project: Project;
  readonly blocks: readonly HclBlock[];
  readonly locals: ReadonlyMap<string, string>;
}

const fromRunner = (stack: Stack, block: HclBlock): readonly ServiceHint[] => {
  const [type = "", label = ""] = block.labels;
  const runner = block.type === "resource" && Object.hasOwn(RUNNERS, type) ? RUNNERS[type] : undefined;
  if (runner === undefined) return [];
  const speaking = speakersOf(stack, block);
  const service = speaking.find(({ labels }) => labels[0] === "aws_ecs_service");
  const body = block.body;
  const generic = /^(?:this|main|default|app|service|task|function|lambda)$/;
  const told = [
    plainName(service?.body["name"]),
    plainName(body["family"]),
    plainName(body["function_name"]),
    plainName(body["service_name"]),
    plainName(body["service"]),
    plainName(body["name"]),
  ].find((name) => name !== undefined);
  const name = told ?? (generic.test(label) ? undefined : label.replace(/_/g, "-"));
  if (name === undefined) return [];
  return hint(stack, block, name, runner, [block, ...(service === undefined ? [] : [service])], speaking);
};

/** What speaks of a block; and what speaks of its service. */
const speakersOf = ({ blocks }: Stack, block: HclBlock): readonly HclBlock[] => {
  const of = (address: string) =>
    blocks.filter(
      (other) =>
        other.type === "resource" &&
        other !== block &&
        folderOf(other.file.path) === folderOf(block.file.path) &&
        mentions(other, address),
    );
  const direct = of(addressOf(block));
  const service = direct.find(({ labels }) => labels[0] === "aws_ecs_service");
  return service === undefined ? direct : [...direct, ...of(addressOf(service))];
};

const IMAGE = "image|image_uri|docker_image_name|container_image";

const hint = (
  { project, blocks, locals }: Stack,
  block: HclBlock,
  name: string,
  runner: Runner,
  own: readonly HclBlock[],
  speaking: readonly HclBlock[],
): readonly ServiceHint[] => {
  const words = own.map((each) => wordsOfBlock(each, locals)).join("\n");
  const image = imageIn(words);
  const command = /\b(?:command|entryPoint)"?\s{0,10}[=:]\s{0,10}\[([^\]]{1,400})\]/
    .exec(words)?.[1]
    ?.replace(/[",\s]+/g, " ")
    .trim();
  if ((image !== undefined && isPublicImage(image)) || isOneOff(name, command ?? "")) return [];
  const place = (sees: string, at: HclBlock = block) => evidence(at.file.path, at.line, sees);
  const here = place(`${block.labels.join(".")}`);
  const service = own.find(({ labels }) => labels[0] === "aws_ecs_service");
  const groups = targetGroups(blocks, own);
  const port =
    numberAfter(words, "containerPort|container_port|target_port|targetPort") ??
    (block.labels[0]?.startsWith("google_cloud_run") === true ? numberAfter(words, "container_port") : undefined);
  const replicas = numberAfter(words, runner.replicas ?? "desired_count|desired_capacity");
  const check =
    textAfter(words, "health_check_path") ??
    /https?:\/\/[^/\s"']{1,100}(\/[\w\-/.]{1,80})/.exec(/healthCheck[\s\S]{0,600}/.exec(words)?.[0] ?? "")?.[1] ??
    pathOfProbe(words);
  const kind = kindOf(block, runner, speaking, blocks, command);
  const language = LANGUAGES.find(([runtime]) => runtime.test(textAfter(words, "runtime") ?? ""))?.[1];
  const folder = folderIn(project, block, blocks, words);
  return [
    {
      source: "cloud",
      name,
      aliases: own
        .concat(speaking.filter(({ labels }) => /lambda_alias|lambda_function_url/.test(labels[0] ?? "")))
        .map(addressOf),
      evidence: here,
      confidence: "certain",
      ...(folder === undefined ? {} : { folder }),
      ...(image === undefined ? {} : { image }),
      ...(command === undefined ? {} : { command }),
      ...(kind === undefined ? {} : { kind: seen(kind, "certain", here) }),
      ...(language === undefined ? {} : { language: seen(language, "certain", here) }),
      ...(runner.framework === undefined ? {} : { framework: seen(runner.framework, "certain", here) }),
      ports: port === undefined ? [] : [seen(port, "certain", here)],
      health: [...(check === undefined ? [] : [seen(check, "certain", here)]), ...groups].filter(
        ({ value }: Seen<string>) => value !== "/",
      ),
      ...(replicas === undefined || environmentOf(block.file.path) === "other"
        ? {}
        : { replicas: seen(replicas, "certain", place("desired count", service ?? block)) }),
      mentions: mentionsIn(words, here, speaking),
    },
  ];
};

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/^python/i, "python"],
  [/^(?:go|provided)/i, "go"],
  [/^java/i, "java"],
  [/^dotnet/i, "csharp"],
  [/^ruby/i, "ruby"],
];

const imageIn = (words: string): string | undefined => {
  const images = [...words.matchAll(new RegExp(`\\b(?:${IMAGE})"?\\s{0,10}[=:]\\s{0,10}"?([^"\\n]{1,300})`, "g"))].map(
    (match) => (match[1] ?? "").trim(),
  );
  const plain = images
    .map((image) =>
      image
        .replace(/\$\{[^}]{0,200}?ecr_repository\.([\w-]{1,80})[^}]{0,100}\}/g, "ecr/$1")
        .replace(/\$\{[^}]{0,200}\}/g, "x"),
    )
    .map((image) => image.replace(/^x\/?/, ""));
  return (
    plain.find(
      (image) => /^[\w./-]+/.test(image) && !isPublicImage(image) && !isSidecar(lastPart(repositoryOf(image))),
    ) ?? plain.find((image) => image !== "")
  );
};

const pathOfProbe = (words: string): string | undefined =>
  textAfter(
    /\b(?:liveness_probe|startup_probe|readiness_probe|http_get)\b[\s\S]{0,300}/.exec(words)?.[0] ?? "",
    "path",
  ) ?? pathOfCheck(/\bHEALTHCHECK[^\n]{0,300}/.exec(words)?.[0] ?? "");

/** Whom a service is told of; whom its event source or its target speaks of. */
const mentionsIn = (words: string, place: Mention["evidence"], speaking: readonly HclBlock[]): readonly Mention[] => [
  ...addressesIn(words).map((address): Mention => ({ text: address, name: true, evidence: place })),
  ...variablesIn(words).map(([variable, value]): Mention => ({ variable, text: value, evidence: place })),
  ...speaking
    .filter(({ labels }) =>
      /^aws_lambda_event_source_mapping$|^aws_sns_topic_subscription$|^google_pubsub_subscription$/.test(
        labels[0] ?? "",
      ),
    )
    .flatMap((block) =>
      [...addressesIn(JSON.stringify(block.body)), addressOf(block)].map((address): Mention => ({
        text: address,
        name: true,
        evidence: evidence(block.file.path, block.line, block.labels.join(".")),
      })),
    ),
];

/** A module of one's own that is told an image, a port or a handler runs a program. */
const fromModule = (stack: Stack, block: HclBlock): readonly ServiceHint[] => {
  if (block.type !== "module") return [];
  const keys = Object.keys(block.body);
  const runs = keys.some((key) =>
    /^(?:image|image_uri|container_image|docker_image|image_tag|container_port|container_definitions|desired_count|handler|source_path|function_name)$/.test(
      key,
    ),
  );
  const server = /rds|redis|sqs|vpc|bucket|cluster$|database|alb$/.test(text(block.body["source"]) ?? "");
  if (!runs || server) return [];
  const name =
    [block.body["service_name"], block.body["function_name"], block.body["name"], block.body["app_name"]]
      .map(plainName)
      .find((told) => told !== undefined) ?? (block.labels[0] ?? "").replace(/_/g, "-");
  return hint(stack, block, name, {}, [block], []);
};
