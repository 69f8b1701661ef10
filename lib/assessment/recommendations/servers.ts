/** What should be done about databases, queues and caches. */
import type { Sighting } from "../assessment";
import { missingOf, recommendation, type Asking, type Rule } from "./asking";
import { backupsSeen, runHere } from "./backups-seen";
import { POSTGRES_LIKE, REDIS_LIKE, spokenBy } from "./without-construct";

const watching = (name: string): string => {
  if (POSTGRES_LIKE.includes(name))
    return "`platform.monitorPostgres({ name, team, exporter: { host, credentials: existingSecret(…) } })`: exporter, alerts, dashboard, objective";
  if (REDIS_LIKE.includes(name))
    return "`platform.monitorRedis({ name, team, exporter: { address } })`: exporter, alerts, dashboard, objective";
  const spoken = spokenBy(name);
  return `${spoken === undefined ? "its exporter" : spoken}, scraped by a job of \`prometheus: { scrapeConfigs: [{ jobName, discovery: [staticTargets([…])] }] }\`, with a pack of your own (pack, contract, alert)`;
};

const UP: Readonly<Record<string, string>> = {
  postgres: "pg_up",
  timescaledb: "pg_up",
  redis: "redis_up",
  valkey: "redis_up",
};

export const watch: Rule = (asking) => {
  const { databases, queues, caches } = asking.infrastructure;
  const alone = (name: string): boolean => {
    const needs = asking.needs.filter((each) => each.of === name);
    return needs.length > 0 && needs.every(({ status }) => status === "missing");
  };
  const risks = [
    { of: databases, risk: 4 },
    { of: queues, risk: 3 },
    { of: caches, risk: 3 },
  ] as const;
  return risks.flatMap(({ of, risk }) =>
    of
      .filter(({ name }) => alone(name))
      .map(({ name, evidence }) =>
        recommendation(`watch/${name}`, {
          title: `Watch ${name}`,
          risk,
          effort: POSTGRES_LIKE.includes(name) || REDIS_LIKE.includes(name) ? "hours" : "days",
          why: `Nothing is measured of ${name}: ${missingOf(asking, name).join(", ")}.`,
          evidence,
          what: watching(name),
          done: `In Prometheus: ${(Object.hasOwn(UP, name) ? UP[name] : undefined) ?? "up of its job"} is 1, and an alert about it has a receiver: \`npm run routes -- --environment prod\`.`,
        }),
      ),
  );
};

export const backups: Rule = (asking: Asking) =>
  asking.infrastructure.databases
    .filter((database) => runHere(database, asking) && !backupsSeen(database.name, asking))
    .map(({ name, evidence }: Sighting) =>
      recommendation(`backups/${name}`, {
        title: `Back up ${name}, and try the backup`,
        risk: 4,
        effort: "days",
        why: `The project runs ${name} itself, and nothing in it makes a backup.`,
        evidence,
        what: "A CronJob that dumps it to an object store and exports when it last ended well; `platform.monitorCronJob({ name, within: hours(25), … })` tells when it does not",
        done: "A restore into an empty server has been tried; the dashboard of the job shows a success within a day.",
      }),
    );
