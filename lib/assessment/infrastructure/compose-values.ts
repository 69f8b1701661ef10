/** Files of Compose with their variables put in, as Compose itself does: from the file `.env` beside them, or the defaults that they state. */
import type { Project, ProjectFile, Structured } from "../project";
import { entriesOf, isValues, within } from "./values";

/** The files of Compose of a project; a variable that nothing tells stays as it is written. */
export const composeOf = (project: Project): readonly Structured[] =>
  project.compose.map((document) => {
    const variables = variablesBeside(project, document.file);
    const value = written(document.value, variables);
    return { ...document, value: isValues(value) ? { ...value, ...passedOn(value, variables) } : value };
  });

type Variables = ReadonlyMap<string, string>;

/** What is kept out of repositories is often there as an example. */
const FILES = [".env", ".env.example", ".env.sample", ".env.template", ".env.dist", ".env.default", ".env.defaults"];

/** Values of these are no one's to see. */
const SECRET = /PASSW|SECRET|TOKEN|CREDENTIAL|PRIVATE|APIKEY|(?:^|_)(?:PASS|PWD|KEYS?)(?:_|$)/i;

const variablesBeside = (project: Project, { path, name }: ProjectFile): Variables => {
  const folder = path.slice(0, path.length - name.length);
  const file = FILES.map((each) => project.file(`${folder}${each}`)).find((each) => each !== undefined);
  return new Map(
    (file === undefined ? [] : project.settings(file))
      .filter((setting) => !SECRET.test(setting.name))
      .map((setting) => [setting.name, setting.value]),
  );
};

const VARIABLE = /\$\{(\w{1,80})(?::?([-?])([^${}]{0,200}))?\}|\$(\w{1,80})/g;

/** A variable may speak of others; how far that is followed, and how long it may become. */
const ROUNDS = 4;
const LONGEST = 4000;

/** `${GRAFANA_IMAGE:-grafana/grafana}` with what the file or the default says. */
export const withVariables = (text: string, variables: Variables): string => {
  let now = text;
  for (let round = 0; round < ROUNDS && now.includes("$") && now.length <= LONGEST; round += 1) {
    const next = now.replace(
      VARIABLE,
      (whole, braced?: string, operator?: string, otherwise?: string, bare?: string) =>
        variables.get(braced ?? bare ?? "") ?? (operator === "-" ? (otherwise ?? whole) : whole),
    );
    if (next === now) break;
    now = next;
  }
  return now.slice(0, Math.max(LONGEST, text.length));
};

/** What stands at several places (an anchor of YAML) stays one thing. */
const written = (value: unknown, variables: Variables, known = new Map<object, unknown>()): unknown => {
  if (typeof value === "string") return value.includes("$") ? withVariables(value, variables) : value;
  if (typeof value !== "object" || value === null) return value;
  if (known.has(value)) return known.get(value);
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
  known.set(value, copy);
  if (Array.isArray(copy)) for (const item of value as readonly unknown[]) copy.push(written(item, variables, known));
  else
    for (const [key, item] of Object.entries(value))
      Object.defineProperty(copy, key, {
        value: written(item, variables, known),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  return copy;
};

/** `- CART_PORT` and `CART_PORT:` hand on what Compose knows. */
const passedOn = (value: unknown, variables: Variables): { readonly services?: unknown } => {
  const services = within(value, "services");
  if (!isValues(services)) return {};
  return {
    services: Object.fromEntries(
      entriesOf(services).map(([name, service]) => {
        const environment = within(service, "environment");
        if (!isValues(service) || environment === undefined) return [name, service];
        const told = (variable: string) => withVariables(`\${${variable}}`, variables);
        const complete = Array.isArray(environment)
          ? (environment as readonly unknown[]).map((item) =>
              typeof item === "string" && variables.has(item) ? `${item}=${told(item)}` : item,
            )
          : isValues(environment)
            ? Object.fromEntries(
                entriesOf(environment).map(([key, item]) => [
                  key,
                  item === null && variables.has(key) ? told(key) : item,
                ]),
              )
            : environment;
        return [name, { ...service, environment: complete }];
      }),
    ),
  };
};
