/** The configuration of each environment's Alertmanager, as it stands in the synthesized stack, read by amtool. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { environments } from "../../stacks/environments";
import { synthesized, temporaryFolder } from "../stacks/synthesized";
import { describeWith, run } from "./tool";

interface Config {
  readonly route: { readonly receiver: string };
}

const checked = (config: unknown) => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, stringify(config));
  return { ...run("amtool", ["check-config", file, "--enable-feature=utf8-strict-mode"]), file };
};

describeWith(["amtool"], "amtool", () => {
  const configOf = (name: string): Config => {
    const environment = environments.find((each) => each.name === name);
    if (environment === undefined) throw new Error(`no environment ${name}`);
    const releases = Object.values(synthesized(environment).stacks[`${name}-platform`]?.resource["helm_release"] ?? {});
    const [values] = (releases.find(({ chart }) => chart === "alertmanager")?.["values"] ?? []) as readonly string[];
    const { enabled, ...config } = (parse(values ?? "") as { config: Config & { enabled: boolean } }).config;
    expect(enabled).toBe(true);
    return config;
  };

  test.each(environments.map(({ name }) => name))("takes the configuration of %s", (name) => {
    const { status, stdout, stderr } = checked(configOf(name));
    expect(stderr + stdout).toContain("SUCCESS");
    expect(status).toBe(0);
  });

  test("refuses a receiver that does not exist, so that the test above can fail", () => {
    const config = configOf("prod");
    expect(checked({ ...config, route: { ...config.route, receiver: "nobody-knows" } }).status).not.toBe(0);
  });

  test.each([
    ["prod", ["severity=critical", "team=dba"], "team/dba/critical"],
    ["prod", ["severity=warning", "team=dba"], "team/dba"],
    ["prod", ["severity=critical"], "team/platform/critical"],
    ["prod", ["severity=info"], "team/platform/digest"],
    ["prod", ["alertname=Watchdog"], "heartbeat"],
    ["dev", ["alertname=Watchdog"], "heartbeat"],
  ])("in %s, %j goes to %s", (name, labels, receiver) => {
    const { file } = checked(configOf(name));
    const { stdout } = run("amtool", ["config", "routes", "test", `--config.file=${file}`, ...labels]);
    expect(stdout.trim()).toBe(receiver);
  });
});
