/** The gems that a pipeline needs on top of the image: what each pod installs when it starts, or an image of one's own has in it. */
import type { Directive } from "../../model";
import { pluginOf, type Kind } from "../../pipeline";
import type { FluentdSettings } from "./props";

/** The smallest image with the plug-ins that read. */
export const IMAGE = { repository: "fluent/fluentd-kubernetes-daemonset", tag: "v1.19.3-debian-forward-1.1" };

/** Of its Gemfile.lock, what the pipeline uses. */
const IN_IMAGE = [
  "fluent-plugin-concat",
  "fluent-plugin-detect-exceptions",
  "fluent-plugin-kubernetes_metadata_filter",
  "fluent-plugin-multi-format-parser",
  "fluent-plugin-parser-cri",
  "fluent-plugin-prometheus",
  "fluent-plugin-systemd",
];

/** A client must be of the server's major version; the plug-in alone would bring the latest (Gemfile.lock of the images for each). */
const CLIENTS: Readonly<Record<7 | 8 | 9, readonly string[]>> = {
  7: ["elasticsearch:7.17.11", "fluent-plugin-elasticsearch:5.2.5"],
  8: ["elasticsearch:8.19.3", "fluent-plugin-elasticsearch:5.4.4"],
  9: ["elasticsearch:9.5.0", "fluent-plugin-elasticsearch:6.0.0"],
};

const KINDS: Readonly<Record<string, Kind>> = {
  source: "source",
  filter: "filter",
  match: "match",
  store: "match",
  parse: "parser",
};

/** All that has to be installed, in order. */
export const gemsOf = (directives: readonly Directive[], { also }: FluentdSettings): readonly string[] => {
  const client = also.flatMap((each) => (each.kind === "elasticsearch" ? CLIENTS[each.version] : []));
  const replaced = new Set(client.map(nameOfGem));
  const plugins = [...new Set(gemsIn(directives))].filter(
    (gem) => !IN_IMAGE.includes(nameOfGem(gem)) && !replaced.has(nameOfGem(gem)),
  );
  return [...new Set([...plugins, ...client])];
};

const nameOfGem = (gem: string): string => gem.split(":")[0] ?? gem;

const gemsIn = (directives: readonly Directive[]): readonly string[] =>
  directives.flatMap(({ name, parameters, sections = [] }) => {
    const kind = KINDS[name];
    const type = parameters?.["@type"];
    const gem = kind === undefined || typeof type !== "string" ? undefined : pluginOf(kind, type)?.gem;
    return [...(gem === undefined ? [] : [gem]), ...gemsIn(sections)];
  });
