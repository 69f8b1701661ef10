/** Deployments that are servers which others have written, whatever their images are called. */
import type { Project } from "../project";
import type { Cluster } from "./cluster";
import { merelyRuns } from "./docker";
import type { Host } from "./found";
import type { ServiceHint } from "./hint";
import { keyOf } from "./names";

/** An image of a known server with a configuration, under the name that others reach it by. */
export const runsAServer = (project: Project, { hints, unit }: Cluster, hosts: readonly Host[]): boolean => {
  const isServer =
    unit !== undefined &&
    unit.manifests.length === 0 &&
    !unit.main &&
    unit.dockerfiles.length > 0 &&
    unit.dockerfiles.every((facts) => merelyRuns(project, facts) !== undefined);
  // The sole program of a project is given to all that has no code; a server of another name has none.
  const hasCode =
    unit !== undefined &&
    (unit.manifests.length > 0 || unit.main) &&
    hints.some(({ name }) => unit.names.some((other) => keyOf(other) === keyOf(name)));
  return (
    (isServer ||
      (!hasCode && listensAsServer(hints)) ||
      (unit === undefined && hints.some(({ name }) => hosts.some(({ alias }) => alias === name.toLowerCase())))) &&
    !hints.some(({ command }) => command !== undefined)
  );
};

/** Ports that nothing but one database, queue or cache listens on: of Postgres, MySQL, MongoDB, Redis, AMQP, SQL Server, memcached. */
const PORTS_OF_SERVERS: ReadonlySet<number> = new Set([5432, 3306, 27017, 6379, 5672, 1433, 11211]);

const listensAsServer = (hints: readonly ServiceHint[]): boolean => {
  const ports = hints.flatMap((hint) => hint.ports ?? []);
  return ports.length > 0 && ports.every(({ value }) => PORTS_OF_SERVERS.has(value));
};
