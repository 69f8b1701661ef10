/** An environment's Alertmanager as it is deployed, made harmless: its files in a temporary folder, its messages caught on loopback. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { SECRETS_FOLDER } from "../../../lib/routing";
import type { Environment } from "../../../lib";
import { synthesized, temporaryFolder } from "../../stacks/synthesized";
import type { Listener } from "./listener";

/** Where the chart puts configuration, templates and secrets. */
const CONFIG_FOLDER = "/etc/alertmanager";

type Settings = Readonly<Record<string, unknown>>;

export interface Configuration extends Settings {
  readonly route: Settings;
  readonly receivers: readonly Settings[];
}

export interface Deployed {
  readonly config: Configuration;
  /** Texts by name of their file. */
  readonly templates: Readonly<Record<string, string>>;
}

export const deployed = (environment: Environment): Deployed => {
  const stack = synthesized(environment).stacks[`${environment.name}-platform`];
  const releases = Object.values(stack?.resource["helm_release"] ?? {});
  const [values] = (releases.find(({ chart }) => chart === "alertmanager")?.["values"] ?? []) as readonly string[];
  const { config, templates = {} } = parse(values ?? "") as {
    readonly config: Configuration & { readonly enabled: boolean };
    readonly templates?: Deployed["templates"];
  };
  const { enabled, ...rest } = config;
  if (!enabled) throw new Error(`${environment.name} has no configuration of Alertmanager`);
  return { config: rest, templates };
};

/** The same configuration with its files elsewhere: templates as they are, each secret an address of the listener. */
export const relocated = ({ config, templates }: Deployed, listener: Listener): Configuration => {
  const folder = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [name, text] of Object.entries(templates)) write(join(folder, name), text);
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, moved(each)]));
    if (typeof value !== "string" || !value.startsWith(`${CONFIG_FOLDER}/`)) return value;
    const path = folder + value.slice(CONFIG_FOLDER.length);
    if (value.startsWith(`${SECRETS_FOLDER}/`)) write(path, listener.url(value));
    return path;
  };
  return moved(config) as Configuration;
};

/** How each kind of channel is kept from leaving this machine. */
const CATCHES: Readonly<Record<string, (settings: Settings, url: string) => Settings>> = {
  pagerduty_configs: (settings, url) => ({ ...settings, url }),
  // Their addresses are secrets, which lead to the listener already.
  slack_configs: (settings, url) =>
    "app_token_file" in settings ? { ...settings, app_url: url } : withSecretAddress(settings, "api_url_file"),
  webhook_configs: (settings) => withSecretAddress(settings, "url_file"),
};

const withSecretAddress = (settings: Settings, key: string): Settings => {
  if (key in settings) return settings;
  throw new Error(`Nothing here catches a channel without ${key}: ${JSON.stringify(settings)}`);
};

/** The same configuration, which tells at any time, at once, and only the listener. */
export const caught = (config: Configuration, listener: Listener): Configuration => ({
  ...config,
  route: prompt(config.route),
  receivers: config.receivers.map((receiver) =>
    Object.fromEntries(
      Object.entries(receiver).map(([key, value]) => {
        if (!Array.isArray(value)) return [key, value];
        const caught = CATCHES[key];
        if (caught === undefined) throw new Error(`Nothing here catches ${key}: say how, before anything is sent`);
        return [key, (value as readonly Settings[]).map((each) => caught(each, listener.url(`/${key}`)))];
      }),
    ),
  ),
});

const LATER = ["mute_time_intervals", "active_time_intervals"];

const prompt = ({ routes, ...route }: Settings): Settings => ({
  ...Object.fromEntries(Object.entries(route).filter(([key]) => !LATER.includes(key))),
  group_wait: "1s",
  ...(Array.isArray(routes) ? { routes: (routes as readonly Settings[]).map(prompt) } : {}),
});
