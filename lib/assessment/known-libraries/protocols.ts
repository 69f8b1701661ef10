/** Which servers speak the protocol of another, and are asked with its client. */

const SPOKEN_ALSO_BY: Readonly<Record<string, readonly string[]>> = {
  postgres: ["redshift", "cockroachdb", "timescaledb"],
  mysql: ["mariadb"],
  redis: ["valkey"],
  mongodb: ["cosmosdb"],
  cassandra: ["cosmosdb"],
  elasticsearch: ["opensearch"],
  kafka: ["eventhubs"],
};

/** Where one of them is there, the client of the first alone proves nothing of the first. */
export const spokenAlsoBy = (name: string): readonly string[] =>
  Object.hasOwn(SPOKEN_ALSO_BY, name) ? (SPOKEN_ALSO_BY[name] ?? []) : [];
