/** What a project runs on and talks to: each reader's observations, judged together. */
import type { Infrastructure } from "../assessment";
import { imageOf, spokenAlsoBy } from "../known-libraries";
import type { Project } from "../project";
import { applications } from "./applications";
import { azure } from "./azure";
import { buckets } from "./buckets";
import { cloudformation } from "./cloudformation";
import { compose } from "./compose";
import { composeOf } from "./compose-values";
import { helm } from "./helm";
import { imageObservations } from "./images";
import { kubernetes } from "./kubernetes";
import { libraries } from "./libraries";
import { aside, sightings, type Observation, type Reader } from "./observation";
import { pipelines } from "./pipelines";
import { platforms } from "./platforms";
import { programs } from "./programs";
import { proxies } from "./proxies";
import { sdkCalls } from "./sdk-calls";
import { terraform } from "./terraform";
import { leavesOf } from "./values";

/** Everything that is not a program of the project's own, with where it was seen. */
export const infrastructureOf = (project: Project): Infrastructure =>
  sightings(
    judged(
      READERS.flatMap((read) => read(project)),
      usersOfStores(project),
    ),
  );

/** Images of Nomad's tasks. */
const nomad: Reader = (project) =>
  project.hcl
    .filter(({ type, file }) => type === "job" && !aside(file.path))
    .flatMap(({ body, file, line }) =>
      leavesOf(body)
        .filter(({ keys }) => keys.at(-1) === "image")
        .flatMap(({ text }) => imageObservations(text, "certain", file, line)),
    );

const READERS: readonly Reader[] = [
  terraform,
  kubernetes,
  helm,
  compose,
  nomad,
  cloudformation,
  azure,
  platforms,
  pipelines,
  programs,
  sdkCalls,
  buckets,
  applications,
  proxies,
  libraries,
];

/** Stores that tools of monitoring keep for themselves. */
const OF_TOOLS: ReadonlySet<string> = new Set(["elasticsearch", "opensearch", "cassandra", "clickhouse"]);
const TOOLS_WITH_STORES: ReadonlySet<string> = new Set(["elk", "jaeger", "zipkin", "fluentd", "fluent-bit"]);

/** Drivers of a file, which developers' machines and tests use where a server is the real thing. */
const FILES: ReadonlySet<string> = new Set(["sqlite"]);

const judged = (observations: readonly Observation[], toolWithStore: boolean): readonly Observation[] => {
  const used = new Set(observations.filter(({ run }) => run !== true).map(({ name }) => name));
  const servers = observations.some(
    ({ kind, name, confidence }) => kind === "databases" && !FILES.has(name) && confidence !== "possible",
  );
  const certain = new Set(observations.filter(({ confidence }) => confidence === "certain").map(({ name }) => name));
  const sure = new Set(observations.filter(({ confidence }) => confidence !== "possible").map(({ name }) => name));
  return observations.filter(({ kind, name, run }) => {
    if (kind === "databases" && FILES.has(name) && servers) return false;
    if (run === true && OF_TOOLS.has(name) && toolWithStore && !used.has(name)) return false;
    if (!certain.has(name) && spokenAlsoBy(name).some((other) => certain.has(other))) return false;
    // MariaDB is spoken to with MySQL's clients.
    return !(name === "mysql" && sure.has("mariadb") && !certainly(observations, "mysql"));
  });
};

const certainly = (observations: readonly Observation[], name: string): boolean =>
  observations.some((each) => each.name === name && each.run === true && each.confidence === "certain");

const usersOfStores = (project: Project): boolean =>
  [...composeOf(project).map(({ value }) => value), ...project.kubernetes.map(({ value }) => value)]
    .flatMap(leavesOf)
    .some(({ keys, text }) => {
      const known = keys.at(-1) === "image" ? imageOf(text) : undefined;
      return known?.kind === "tool" && TOOLS_WITH_STORES.has(known.name);
    });
