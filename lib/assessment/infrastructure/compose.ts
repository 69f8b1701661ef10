/** Compose and Swarm: images of servers, proxies among them, and what a stack alone may say. */
import { imageOf, repositoryOf } from "../known-libraries";
import type { Project, Structured } from "../project";
import { composeOf } from "./compose-values";
import { connectionObservations } from "./connections";
import { imageObservations } from "./images";
import { aside, seen, type Observation } from "./observation";
import { balancesIn } from "./proxies";
import { entriesOf, isValues, leavesOf, listOf, textOf, within } from "./values";

export const compose = (project: Project): readonly Observation[] =>
  composeOf(project)
    .filter(({ file }) => !aside(file.path))
    .flatMap((document) => [
      ...(document.file.path.includes(".devcontainer/")
        ? []
        : [
            seen(
              { kind: "orchestration", name: "compose" },
              "certain",
              document.file,
              document.lineOf(["services"]),
              "services:",
            ),
          ]),
      ...swarm(document),
      ...entriesOf(within(document.value, "services")).flatMap(([name, service]) =>
        ofService(project, document, name, service),
      ),
    ]);

const ofService = (project: Project, document: Structured, name: string, service: unknown): readonly Observation[] => {
  const image = textOf(within(service, "image"));
  const line = document.lineOf(["services", name, "image"]);
  const known = image === "" ? undefined : imageOf(image);
  const built = within(service, "build") !== undefined;
  const web = known?.kind === "balancers" && WEB_SERVERS.has(known.name);
  const images =
    image === "" || (built && web)
      ? []
      : imageObservations(image, "certain", document.file, line, { balancers: !web || isProxy(project, service) });
  return [
    ...(built && known !== undefined && repositoryOf(image).includes("/") ? [] : images),
    ...environmentOf(service).flatMap(({ name: variable, value, keys }) =>
      connectionObservations(variable, value, document.file, document.lineOf(["services", name, ...keys])),
    ),
  ];
};

/** Servers of files that are balancers only where they are set up so. */
const WEB_SERVERS: ReadonlySet<string> = new Set(["nginx", "apache", "caddy"]);
const CONTENT = /(?:\/usr\/share\/nginx\/html|\/usr\/local\/apache2\/htdocs|\/var\/www|\/srv)/;

/** By the configuration that it mounts; a server whose only mount is a site's files serves files. */
const isProxy = (project: Project, service: unknown): boolean => {
  const mounts = listOf(within(service, "volumes")).map((each) =>
    isValues(each) ? `${textOf(each["source"])}:${textOf(each["target"])}` : textOf(each),
  );
  const told = mounts.flatMap((mount) => balancesIn(project, mount.split(":", 1)[0] ?? "") ?? []);
  if (told.length > 0) return told.includes(true);
  return !mounts.some((mount) => CONTENT.test(mount));
};

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly keys: readonly (string | number)[];
}

const environmentOf = (service: unknown): readonly Variable[] =>
  leavesOf(within(service, "environment")).map(({ keys, text }) => {
    if (typeof keys[0] === "string") return { name: keys[0], value: text, keys: ["environment", ...keys] };
    const [name = "", ...rest] = text.split("=");
    return { name, value: rest.join("="), keys: ["environment", ...keys] };
  });

/** What Compose itself leaves aside. */
const swarm = (document: Structured): readonly Observation[] => {
  const places = [
    ...entriesOf(within(document.value, "networks"))
      .filter(([, network]) => within(network, "driver") === "overlay")
      .map(([name]) => ["networks", name, "driver"]),
    ...entriesOf(within(document.value, "services"))
      .filter(([, service]) =>
        ["placement", "update_config", "mode", "rollback_config"].some(
          (key) => within(service, "deploy", key) !== undefined,
        ),
      )
      .map(([name]) => ["services", name, "deploy"]),
  ];
  return places.map((keys) =>
    seen({ kind: "orchestration", name: "swarm" }, "likely", document.file, document.lineOf(keys), keys.join(".")),
  );
};
