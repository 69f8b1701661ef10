/** Functions of serverless.yml and of templates of SAM and CloudFormation: each is a program. */
import type { Structured } from "../../project";
import type { ServiceKind } from "../../assessment";
import type { Found, Host, Reader } from "../found";
import { evidence, seen, type Mention, type ServiceHint } from "../hint";
import { folderOf, isAside, resolved } from "../paths";
import { at, list, mapping, text, textsIn } from "../values";

export const functions: Reader = (project) => {
  const documents = project.files
    .filter(
      ({ name, path }) =>
        (/^serverless(?:[.-][\w-]{1,40})?\.ya?ml$/.test(name) ||
          /(?:template|sam|cloudformation|stack|infra|lambda)[\w.-]{0,40}\.(?:ya?ml|json)$/i.test(name)) &&
        !isAside(path) &&
        !/\/templates\//.test(path),
    )
    .flatMap((file) => project.structured(file));
  const read = documents.map((document) =>
    at(document.value, "functions") !== undefined && at(document.value, "provider") !== undefined
      ? fromServerless(document)
      : fromTemplate(document),
  );
  return { hints: read.flatMap(({ hints }) => hints), hosts: read.flatMap(({ hosts }) => hosts) } satisfies Found;
};

interface Program {
  readonly name: string;
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
  readonly folder: string;
  readonly handler: string | undefined;
  readonly runtime: string | undefined;
  readonly events: readonly (readonly [type: string, value: unknown])[];
  readonly environment: readonly unknown[];
}

const fromServerless = (document: Structured): Found => {
  const { value, file } = document;
  const programs = Object.entries(mapping(at(value, "functions"))).map(([name, each]): Program => ({
    name,
    keys: ["functions", name],
    value: each,
    folder: folderOf(file.path),
    handler: text(at(each, "handler")),
    runtime: text(at(each, "runtime")) ?? text(at(value, "provider", "runtime")),
    events: list(at(each, "events")).flatMap((event): readonly (readonly [string, unknown])[] =>
      typeof event === "string" ? [[event, undefined]] : Object.entries(mapping(event)),
    ),
    environment: [at(each, "environment"), at(value, "provider", "environment")],
  }));
  return {
    hints: programs.map((program) => hintOf(document, program)),
    hosts: hostsOf(at(value, "resources", "Resources")),
  };
};

const FUNCTIONS = /^AWS::(?:Serverless|Lambda)::Function$/;

const fromTemplate = (document: Structured): Found => {
  const { value, file } = document;
  const resources = Object.entries(mapping(at(value, "Resources")));
  const globals = at(value, "Globals", "Function");
  const programs = resources
    .filter(([, resource]) => FUNCTIONS.test(text(at(resource, "Type")) ?? ""))
    .map(([id, resource]): Program => {
      const properties = at(resource, "Properties");
      const name = text(at(properties, "FunctionName"));
      return {
        name: name !== undefined && /^[\w-]+$/.test(name) ? name : id,
        keys: ["Resources", id],
        value: properties,
        folder:
          resolved(folderOf(file.path), text(at(properties, "CodeUri")) ?? text(at(globals, "CodeUri")) ?? ".") ??
          folderOf(file.path),
        handler: text(at(properties, "Handler")) ?? text(at(globals, "Handler")),
        runtime: text(at(properties, "Runtime")) ?? text(at(globals, "Runtime")),
        events: Object.values(mapping(at(properties, "Events"))).map(
          (event) => [text(at(event, "Type")) ?? "", at(event, "Properties")] as const,
        ),
        environment: [at(properties, "Environment", "Variables"), at(globals, "Environment", "Variables")],
      };
    });
  return {
    hints: programs.map((program) => hintOf(document, program)),
    hosts: programs.length === 0 ? [] : hostsOf(at(value, "Resources")),
  };
};

const KINDS: readonly (readonly [RegExp, ServiceKind, string?])[] = [
  [/^(?:http|httpApi|HttpApi|Api|alb|websocket|url|graphql)$/i, "web"],
  [/^(?:sqs)$/i, "queue consumer", "sqs"],
  [/^(?:sns)$/i, "queue consumer", "sns"],
  [/^(?:kinesis)$/i, "queue consumer", "kinesis"],
  [/^(?:stream|dynamodb)$/i, "queue consumer", "dynamodb"],
  [/^(?:kafka|msk|selfmanagedkafka)$/i, "queue consumer", "kafka"],
  [/^(?:rabbitmq|activemq|mq)$/i, "queue consumer"],
  [/^(?:eventBridge|EventBridgeRule|cloudwatchEvent)$/i, "queue consumer", "eventbridge"],
  [/^(?:s3)$/i, "queue consumer", "s3"],
  [/^(?:schedule|ScheduleV2)$/i, "cron"],
];

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/^python/, "python"],
  [/^(?:go|provided)/, "go"],
  [/^java/, "java"],
  [/^dotnet/, "csharp"],
  [/^ruby/, "ruby"],
];

const hintOf = ({ file, lineOf }: Structured, program: Program): ServiceHint => {
  const here = evidence(file.path, lineOf(program.keys), `function ${program.name}`);
  const facts = program.events.flatMap(([type, value]) =>
    KINDS.filter(([words]) => words.test(type)).map(([, kind, server]) => ({
      kind: type === "eventBridge" && at(value, "schedule") !== undefined ? ("cron" as const) : kind,
      server,
    })),
  );
  const kind = facts.find((fact) => fact.kind === "web")?.kind ?? facts[0]?.kind;
  const language = LANGUAGES.find(([runtime]) => runtime.test(program.runtime ?? ""))?.[1];
  const entry =
    program.handler === undefined || /::|^bootstrap$/.test(program.handler)
      ? undefined
      : resolved(program.folder, program.handler.replace(/\.\w+$/, ""));
  const told = (name: string): Mention => ({
    text: `server:${name}`,
    name: true,
    confidence: "certain",
    evidence: here,
  });
  return {
    source: "cloud",
    name: program.name,
    aliases: [`cfn.${String(program.keys.at(-1))}`],
    evidence: here,
    confidence: "certain",
    folder: program.folder,
    ...(entry === undefined ? {} : { entry }),
    ...(kind === undefined ? {} : { kind: seen(kind, "certain", here) }),
    ...(language === undefined ? {} : { language: seen(language, "certain", here) }),
    mentions: [
      ...facts.flatMap(({ server, kind: of }) => (server === undefined || of === "cron" ? [] : [told(server)])),
      ...program.events.flatMap(([, value]) =>
        [...textsIn(value)].map(([, written]): Mention => ({
          text: `cfn.${logical(written)}`,
          name: true,
          evidence: here,
        })),
      ),
      ...program.environment.flatMap((environment) =>
        Object.entries(mapping(environment)).flatMap(([variable, value]) =>
          [...textsIn(value)].flatMap(([, written]): readonly Mention[] => [
            { text: `cfn.${logical(written)}`, name: true, ifRead: variable, evidence: here },
            { variable, text: written, ifRead: variable, evidence: here },
          ]),
        ),
      ),
    ],
  };
};

/** `Queue.Arn` and `${Queue}` speak of `Queue`. */
const logical = (written: string): string => written.replace(/^\$\{|\}$/g, "").split(".")[0] ?? "";

const SERVERS: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "dynamodb",
  "AWS::Serverless::SimpleTable": "dynamodb",
  "AWS::SQS::Queue": "sqs",
  "AWS::SNS::Topic": "sns",
  "AWS::Events::EventBus": "eventbridge",
  "AWS::Kinesis::Stream": "kinesis",
  "AWS::S3::Bucket": "s3",
  "AWS::MSK::Cluster": "kafka",
  "AWS::ElastiCache::ReplicationGroup": "redis",
  "AWS::ElastiCache::CacheCluster": "redis",
};

const hostsOf = (resources: unknown): readonly Host[] =>
  Object.entries(mapping(resources)).flatMap(([id, resource]) => {
    const type = text(at(resource, "Type")) ?? "";
    const engine = text(at(resource, "Properties", "Engine")) ?? "";
    const name = Object.hasOwn(SERVERS, type)
      ? SERVERS[type]
      : type.startsWith("AWS::RDS::")
        ? /postgres/.test(engine)
          ? "postgres"
          : /mysql|aurora/.test(engine)
            ? "mysql"
            : undefined
        : undefined;
    return name === undefined ? [] : [{ alias: `cfn.${id}`, name }];
  });
