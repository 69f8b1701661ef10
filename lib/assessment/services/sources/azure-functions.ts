/** Applications of Azure Functions: the folder of `host.json`, with what triggers its functions. */
import type { Project, ProjectFile } from "../../project";
import type { ServiceKind } from "../../assessment";
import type { Found, Reader } from "../found";
import { evidence, seen, type ServiceHint } from "../hint";
import { folderOf, isAside, lies } from "../paths";
import { at, list, text } from "../values";

export const azureFunctions: Reader = (project) =>
  ({
    hints: project.files
      .filter(({ name, path }) => name === "host.json" && !isAside(path))
      .map((host) => hintOf(project, host)),
    hosts: [],
  }) satisfies Found;

const TRIGGERS: readonly (readonly [RegExp, ServiceKind])[] = [
  [/\bhttpTrigger\b|\bapp\.(?:http|get|post|put|patch|deleteRequest)\(|@\w{1,30}\.route\(|\[HttpTrigger\(/, "web"],
  [
    /\b(?:serviceBus|queue|eventHub|eventGrid|kafka|rabbitMQ|blob|cosmosDB)Trigger\b|\bapp\.(?:serviceBus(?:Queue|Topic)|storageQueue|storageBlob|eventHub|eventGrid|cosmosDB)\(|@\w{1,30}\.(?:service_bus_\w{1,20}_trigger|queue_trigger|event_hub\w{0,20}|event_grid_trigger|blob_trigger)\(|\[(?:ServiceBus|Queue|EventHub|EventGrid|Kafka|RabbitMQ|Blob|CosmosDB)Trigger\(/,
    "queue consumer",
  ],
  [/\btimerTrigger\b|\bapp\.timer\(|@\w{1,30}\.(?:timer_trigger|schedule)\(|\[TimerTrigger\(/, "cron"],
];

/** Servers that functions are bound to. */
const BINDINGS: readonly (readonly [RegExp, string])[] = [
  [/\bserviceBus(?:Trigger\b|Queue\(|Topic\()?|\[?ServiceBus(?:Trigger|Output)\(|service_bus_/, "servicebus"],
  [/\bqueueTrigger\b|storageQueue\(|\[?QueueTrigger\(|\.queue_(?:trigger|output)\(/, "storage-queue"],
  [/\beventHub(?:Trigger)?\b|EventHubTrigger\(|event_hub/, "eventhubs"],
  [/\beventGrid(?:Trigger)?\b|EventGridTrigger\(|event_grid/, "eventgrid"],
  [/\bcosmosDB(?:Trigger)?\b|CosmosDB(?:Trigger|Input|Output)\(|cosmos_db/, "cosmosdb"],
];

const hintOf = (project: Project, host: ProjectFile): ServiceHint => {
  const folder = folderOf(host.path);
  const within = (file: ProjectFile) => lies(file.path, folder) && !isAside(file.path);
  const bindings = project.files
    .filter((file) => file.name === "function.json" && within(file))
    .map((file) => ({
      file,
      words: list(at(project.structured(file)[0]?.value, "bindings"))
        .map((binding) => text(at(binding, "type")) ?? "")
        .join(" "),
    }));
  const programs = [
    ...bindings,
    ...project.sources.filter(({ file }) => within(file)).map(({ file, text: words }) => ({ file, words })),
  ];
  const [kind] = TRIGGERS.flatMap(([trigger, value]) =>
    programs
      .filter(({ words }) => trigger.test(words))
      .slice(0, 1)
      .map(({ file }) => seen(value, "certain" as const, evidence(file.path, 1, "trigger"))),
  );
  const manifest = project.file(folder === "" ? "package.json" : `${folder}/package.json`);
  const packaged = manifest === undefined ? undefined : text(at(project.structured(manifest)[0]?.value, "name"));
  const csproj = project.files
    .find((file) => /proj$/.test(file.name) && folderOf(file.path) === folder)
    ?.name.replace(/\.\w+$/, "");
  const here = evidence(host.path, 1, "host.json");
  return {
    source: "hosting",
    name:
      packaged?.split("/").at(-1) ??
      csproj ??
      folder
        .split("/")
        .filter((part) => part !== "")
        .at(-1) ??
      project.name,
    evidence: here,
    confidence: "certain",
    folder,
    framework: seen("azure-functions", "certain", here),
    ...(kind === undefined ? {} : { kind }),
    mentions: programs.flatMap(({ file, words }) =>
      BINDINGS.filter(([binding]) => binding.test(words)).map(([, server]) => ({
        text: `server:${server}`,
        name: true,
        evidence: evidence(file.path, 1, "binding"),
      })),
    ),
    health: programs.flatMap(({ file, words }) =>
      healthIn(words).map((path) => seen(path, "likely" as const, evidence(file.path, 1, `route ${path}`))),
    ),
  };
};

/** Routes stand below `/api`, under the function's own name where they have none of their own. */
const healthIn = (words: string): readonly string[] => {
  const node = [...words.matchAll(/\bapp\.(?:http|get)\(\s{0,10}["'`]([\w-]{1,60})["'`]([^}]{0,300})/g)].map(
    (match) => /\broute:\s{0,5}["'`]([\w\-/]{1,60})/.exec(match[2] ?? "")?.[1] ?? match[1] ?? "",
  );
  const others = [
    ...words.matchAll(/@\w{1,30}\.route\([^)\n]{0,60}?route\s?=\s?"([\w\-/]{1,60})"|\bRoute\s?=\s?"([\w\-/]{1,60})"/g),
  ].map((match) => match[1] ?? match[2] ?? "");
  return [...node, ...others]
    .filter((route) => /^(?:health|healthz|healthcheck|ready|readyz|live|livez|ping)$/i.test(route))
    .map((route) => `/api/${route}`);
};
