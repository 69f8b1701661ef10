/** Secret values that would stand in clear text in Terraform's state and plan, and in a ConfigMap of the cluster. */
import { isMap } from "../../charts";
import { join, type Model, type Values } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";

/** Keys whose value is a secret wherever they stand. Keys that name a file, a Secret or a key of one are references. */
const SECRET_KEY =
  /(^|[._-])(pass(word|wd)?|secret|token|api_?key|access_?key|secret_?access_?key|private_?key|client_?secret|routing_?key|service_?key|integration_?key|shared_?key|bearer_?token|credentials)$/i;
const CAMEL_SECRET_KEY =
  /(Password|Secret|Token|ApiKey|AccessKey|SecretKey|PrivateKey|RoutingKey|ServiceKey|SharedKey)$/;

/** Forms of secrets that show themselves, whatever their key is called. */
const SECRET_FORMS: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: "a private key", form: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: "an address with a password", form: /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@${}]*:[^\s/@${}]+@/i },
  { name: "an AWS access key", form: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { name: "a Slack webhook", form: /hooks\.slack\.com\/services\/\w+\/\w+\/\w+/ },
  { name: "a Slack token", form: /\bxox[abeoprs]-[\w-]{10,}/ },
  { name: "a GitHub token", form: /\bgh[opsur]_[A-Za-z0-9]{20,}/ },
  { name: "a login", form: /^(Bearer|Basic) +[\w+/=.-]{8,}$/i },
  { name: "a JSON Web Token", form: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/ },
  { name: "a Grafana token", form: /\bgl(sa|c)_[A-Za-z0-9_=+/]{20,}/ },
];

/** Text that stands for a secret kept elsewhere: an environment variable, a mounted file. */
const REFERENCE = /^\s*$|^\$__(env|file|vault)\{[^}]+\}$|^\$\{[^}]+\}$|^\$[A-Z_][A-Z0-9_]*$|^\//;

const isSecretKey = (key: string): boolean => SECRET_KEY.test(key) || CAMEL_SECRET_KEY.test(key);

/** Parents whose children name Secrets and keys of Secrets: `existingSecret`, `secretKeyRef`, `admin: { existingSecret, passwordKey }`. */
const NAMES_A_SECRET =
  /(existingSecret|auth-secret|secretKeyRef|secretRef|passwordSecret|datasourceSecret|valueFrom|secretName|imagePullSecrets|envFromSecrets?|extraSecretMounts|secrets)$/i;

/** Environment variables and Helm's parameters stand in lists: what they are called is one of their properties. */
const variableIn = ({ name }: Values): string => (typeof name === "string" ? name : "value");

/** Keys that only sound like a secret: VictorOps's routing key is the name of one of its routes. */
const isName = (key: string, path: string): boolean =>
  key === "routing_key" && /\.victorops_configs\[\d+\]\.routing_key$/.test(path);

interface Found {
  readonly path: string;
  readonly what: string;
}

const MEND = 'keep it in a Kubernetes Secret and pass existingSecret("…"), externalSecret(…) or secretVariable(…)';

export const clearTextIn = (value: unknown, path: string, key = "", parent = ""): readonly Found[] => {
  if (typeof value === "string") {
    const form = SECRET_FORMS.find(({ form }) => form.test(value));
    if (form !== undefined) return [{ path, what: `is ${form.name}` }];
    const named = isSecretKey(key) && !NAMES_A_SECRET.test(parent) && !NAMES_A_SECRET.test(key) && !isName(key, path);
    return named && !REFERENCE.test(value) ? [{ path, what: "is a secret" }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => clearTextIn(item, `${path}[${index}]`, "", key));
  if (isMap(value))
    return Object.entries(value).flatMap(([name, child]) =>
      clearTextIn(child, join(path, [name]), name === "value" ? variableIn(value) : name, key),
    );
  return [];
};

/** The value itself is never shown: findings end in logs. */
export const secretInClearText = check({
  id: "secrets/clear-text",
  severity: "error",
  reason:
    "Helm values stand in clear text in Terraform's state and plan, in the release's history and often in a ConfigMap.",
  *find({ releases }: Model): Iterable<Problem> {
    for (const { path, userValues, ownValues } of releases) {
      const found = [...clearTextIn(userValues, `${path}.values`), ...clearTextIn(ownValues, `${path}.chart`)];
      for (const { path: place, what } of found) yield at(place).problem(`${what} in clear text`).mend(MEND);
    }
  },
  examples: () => ({
    passing: [valuesOf({ loki: { storage: { s3: { existingSecret: "loki-bucket" } } } })],
    failing: [valuesOf({ loki: { storage: { s3: { secretAccessKey: "written here" } } } })],
  }),
});
