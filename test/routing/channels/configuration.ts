/** A configuration of Alertmanager around some channels, as it is rendered from a routing tree. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { parse, type Values } from "../../../lib/model";
import { channel, channelOf, type ChannelInput } from "../../../lib/routing/channels";
import { globalSettings, globalValues } from "../../../lib/routing/global";
import { renderConfiguration } from "../../../lib/routing/render";
import { run } from "../../proof/tool";
import type { z } from "zod";

export type GlobalInput = z.input<typeof globalSettings>;

/** The entry below `<kind>_configs`. */
export const entryOf = (input: ChannelInput): Values => channelOf(parse(channel, input, "channel"), "channel").settings;

export const configuration = (channels: readonly ChannelInput[], global: GlobalInput = {}): Values =>
  renderConfiguration({
    global: globalValues(parse(globalSettings, global, "global")),
    route: {
      path: "route",
      matchers: [],
      receiver: "all",
      continue: false,
      muteTimeIntervals: [],
      activeTimeIntervals: [],
      routes: [],
    },
    receivers: [
      {
        name: "all",
        path: "receivers.all",
        channels: channels.map((each) => channelOf(parse(channel, each, "channel"), "channel")),
      },
    ],
    inhibitRules: [],
    timeIntervals: [],
    templates: [],
  });

/** What amtool says of a configuration. */
export const judged = (values: Values): string => {
  const folder = mkdtempSync(join(tmpdir(), "channels-"));
  try {
    const file = join(folder, "alertmanager.yml");
    writeFileSync(file, stringify(values));
    const { stdout, stderr } = run("amtool", ["check-config", file, "--enable-feature=utf8-strict-mode"]);
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
