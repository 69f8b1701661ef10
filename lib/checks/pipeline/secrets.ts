/** Secrets on their way, and where they stand. */
import { environmentVariable, json } from "../../model";
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { indexing, pipelineModel, reading, sending } from "./example";
import { mapOf, parameter, parameterPath, sectionOf, shown, textOf, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

/** What outputs over HTTP name their address by. */
const ADDRESSES = ["url", "hosts", "endpoint"];

/** What stands for whoever sends. */
const LOGINS = ["password", "bearer_token_file"];

/** A Service of this cluster, or the pod itself. */
const isWithin = (url: string): boolean =>
  /^http:\/\/(?:[^/@]*@)?(?:localhost|127\.0\.0\.1|[\w-]+(?:\.[\w-]+)?|[\w-]+\.[\w-]+\.svc(?:\.[\w.-]+)?)(?=[:/]|$)/.test(
    url,
  );

const plainAddress = (output: PluginPlace): string | undefined => {
  const name = ADDRESSES.find((each) => parameter(output, each)?.includes("http://") === true);
  // Within the cluster, Loki's gateway and Fluentd speak as Kubernetes lets them.
  if (output.type === "loki") return name !== undefined && !isWithin(parameter(output, name) ?? "") ? name : undefined;
  const byHost = parameter(output, "host") !== undefined && (parameter(output, "scheme") ?? "http") === "http";
  return name ?? (byHost ? "scheme" : undefined);
};

const hasLogin = (output: PluginPlace): boolean =>
  [output, sectionOf(output, "auth")].some((place) =>
    LOGINS.some((name) => place?.directive.parameters?.[name] !== undefined),
  );

export const plainPassword = check({
  id: "pipeline/plain-password",
  severity: "error",
  reason: "A password that goes over the network without encryption belongs to everybody on the way.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const output of plugins) {
        const name =
          output.kind === "match" && ["loki", "elasticsearch", "opensearch", "http"].includes(output.type ?? "")
            ? plainAddress(output)
            : undefined;
        if (name !== undefined && hasLogin(output))
          yield at(parameterPath(output, name))
            .problem(`${shown(output)} sends its password in clear text`)
            .mend("write https://");
      }
  },
  examples: () => ({
    passing: [
      pipelineModel([reading(), indexing({ hosts: "https://es:9200", ...LOGIN })]),
      pipelineModel([reading(), sending({ url: "http://loki-gateway.observability.svc:80", ...LOKI_LOGIN })]),
    ],
    failing: [
      pipelineModel([reading(), indexing({ hosts: "http://es:9200", ...LOGIN })]),
      pipelineModel([reading(), sending({ url: "http://loki.acme.example", ...LOKI_LOGIN })]),
    ],
  }),
});

const LOGIN = { user: "fluentd", password: environmentVariable("ES_PASSWORD") };
const LOKI_LOGIN = { username: "platform", password: environmentVariable("LOKI_PASSWORD") };

export const clearText = check({
  id: "pipeline/clear-text",
  severity: "error",
  reason: "The configuration stands in clear text in Terraform's state and plan, and in a ConfigMap of the cluster.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model)) for (const place of plugins) yield* secretsIn(place);
  },
  examples: () => ({
    passing: [
      pipelineModel([reading(), sending(LOKI_LOGIN)]),
      pipelineModel([reading(), sending({ custom_headers: json({ "X-Scope-OrgID": "platform" }) })]),
    ],
    failing: [
      pipelineModel([reading(), sending({ username: "platform", password: "written here" })]),
      pipelineModel([reading(), sending({ custom_headers: json({ Authorization: "written here" }) })]),
      pipelineModel([reading(), indexing({ hosts: "https://fluentd:written-here@es:9200" })]),
    ],
  }),
});

/** `scheme://user:password@`, and not where a pattern has it. */
const WITH_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/[\w.%+{}~-]*:[^\s/@]+@/i;

const HEADERS = ["custom_headers", "headers"];
const SECRET_HEADER = /^(?:proxy-)?authorization$|cookie|api[-_]?key|token|secret|password/i;

const secretsIn = function* (plugin: PluginPlace): Iterable<Problem> {
  for (const [place, { parameters }] of partsOf(plugin))
    for (const [name, value] of Object.entries(place.directive.parameters ?? {})) {
      const path = parameterPath(place, name);
      if (value !== undefined && parameters[name]?.secret === true && typeof value !== "object")
        yield at(path)
          .problem("is a secret in clear text")
          .mend('write environmentVariable("…"), and the variable in environment from a Secret');
      else if (WITH_PASSWORD.test(textOf(value) ?? ""))
        yield at(path)
          .problem("has a password in its address, in clear text")
          .mend("write the address without it, and user and password as environment variables beside it");
      else if (HEADERS.includes(name))
        for (const header of Object.keys(mapOf(place, name)).filter((each) => SECRET_HEADER.test(each)))
          yield at(path)
            .problem(`has ${header} in it, in clear text`)
            .mend(
              'write environmentVariable("…") for all headers, and the variable from a Secret that holds them as JSON',
            );
    }
};
