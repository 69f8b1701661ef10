/** Jobs of Nomad. */
import type { HclBlock } from "../../project";
import { commandFact, commandLine, isOneOff } from "../commands";
import type { Found, Reader } from "../found";
import { imageOf } from "../../known-libraries";
import { evidence, seen, type ServiceHint } from "../hint";
import { isPublicImage, isSidecar } from "../images";
import { lastPart } from "../names";
import { isAside } from "../paths";
import { at, count, list, mapping, port, text, textsIn } from "../values";

export const nomad: Reader = (project) => {
  const tasks = project.hcl
    .filter(({ type, file }) => type === "job" && !isAside(file.path))
    .flatMap((job) => tasksOf(job));
  return {
    hints: tasks.flatMap((task) => hintOf(task)),
    hosts: tasks.flatMap((task) => hostsOf(task)),
  } satisfies Found;
};

interface Task {
  readonly job: HclBlock;
  readonly group: unknown;
  readonly name: string;
  readonly value: unknown;
  readonly alone: boolean;
}

const labelled = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(mapping(value)).flatMap(([label, bodies]) => list(bodies).map((body) => [label, body] as const));

const tasksOf = (job: HclBlock): readonly Task[] => {
  const groups = labelled(job.body["group"]);
  const all = groups.flatMap(([, group]) =>
    labelled(at(group, "task"))
      .filter(([name, value]) => !isSidecar(name) && at(list(at(value, "lifecycle"))[0], "hook") === undefined)
      .map(([name, value]) => ({ group, name, value })),
  );
  return all.map((task) => ({ ...task, job, alone: all.length === 1 }));
};

const imageIn = ({ value }: Task): string | undefined => text(at(list(at(value, "config"))[0], "image"));

const servicesOf = ({ group, value }: Task): readonly unknown[] => [
  ...list(at(group, "service")),
  ...list(at(value, "service")),
];

const nameOf = ({ job, name, alone }: Task): string => (alone ? (job.labels[0] ?? name) : name);

const hostsOf = (task: Task) => {
  const known = imageOf(imageIn(task) ?? "");
  return known === undefined
    ? []
    : [nameOf(task), ...servicesOf(task).map((service) => text(at(service, "name")) ?? "")]
        .filter((alias) => alias !== "")
        .map((alias) => ({ alias, name: known.name }));
};

const hintOf = (task: Task): readonly ServiceHint[] => {
  const { job, group, value } = task;
  const image = imageIn(task);
  const config = list(at(value, "config"))[0];
  const command = commandLine(at(config, "command"), at(config, "args"));
  const name = nameOf(task);
  if (
    (image !== undefined && isPublicImage(image)) ||
    isOneOff(name, command) ||
    (image === undefined && (command === undefined || imageOf(lastPart(command.split(" ")[0] ?? "")) !== undefined))
  )
    return [];
  const here = evidence(
    job.file.path,
    job.line,
    `job ${job.labels[0] ?? ""}${image === undefined ? "" : `, image ${image}`}`,
  );
  const periodic = job.body["periodic"] !== undefined;
  if (!periodic && text(job.body["type"]) === "batch") return [];
  const fact = command === undefined ? undefined : commandFact(command)?.kind;
  const kind = periodic ? "cron" : fact;
  const ports = [...list(at(group, "network")), ...list(at(list(at(value, "resources"))[0], "network"))]
    .flatMap((network) => labelled(at(network, "port")))
    .flatMap(([, body]) => [port(at(body, "to")) ?? port(at(body, "static"))])
    .filter((number) => number !== undefined);
  const health = servicesOf(task)
    .flatMap((service) => list(at(service, "check")))
    .map((check) => text(at(check, "path")))
    .filter((path) => path?.startsWith("/") === true);
  const replicas = count(at(group, "count"));
  return [
    {
      source: "nomad",
      name,
      aliases: servicesOf(task)
        .map((service) => text(at(service, "name")) ?? "")
        .filter((alias) => alias !== ""),
      evidence: here,
      confidence: "certain",
      ...(image === undefined ? {} : { image }),
      ...(command === undefined ? {} : { command }),
      ...(kind === undefined ? {} : { kind: seen(kind, "certain", here) }),
      ports: ports.map((number) => seen(number, "certain", here)),
      health: health.map((path) => seen(path ?? "", "certain", here)),
      ...(replicas === undefined || periodic ? {} : { replicas: seen(replicas, "certain", here) }),
      mentions: [
        ...textsIn(at(value, "env")),
        ...textsIn(at(value, "template")),
        ...textsIn(at(config, "args")),
      ].flatMap(([keys, written]) => [
        { variable: text(keys.at(-1)) ?? "", text: written, evidence: here },
        ...inTemplate(written).map(([variable, inside]) => ({ variable, text: inside, evidence: here })),
      ]),
    },
  ];
};

/** Variables of a template, and services that it looks up: `{{ range service "postgres" }}`. */
const inTemplate = (written: string): readonly (readonly [string, string])[] => [
  ...[...written.slice(0, 10_000).matchAll(/^\s{0,10}([A-Z][A-Z0-9_]{1,80})\s?=\s?"?([^"\n]{0,300})/gm)].map(
    (match) => [match[1] ?? "", match[2] ?? ""] as const,
  ),
  ...[...written.slice(0, 10_000).matchAll(/\bservice "([\w-]{1,100})/g)].map(
    (match) => ["SERVICE", match[1] ?? ""] as const,
  ),
];
