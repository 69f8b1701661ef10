/** What receivers of OpenTelemetry's collector measure of the servers that they ask. */
import { gatheredBy, infrastructureNames } from "../monitoring";
import { signals, type Assessed, type Signal } from "./signal";

interface Receiver {
  readonly of: readonly string[];
  readonly needs: readonly string[];
}

const RECEIVERS: Readonly<Record<string, Receiver>> = {
  postgresql: { of: ["postgres", "timescaledb"], needs: ["connections", "storage", "replication-lag"] },
  mysql: { of: ["mysql", "mariadb"], needs: ["connections", "replication-lag", "query-duration"] },
  mongodb: { of: ["mongodb"], needs: ["connections", "storage", "query-duration"] },
  redis: { of: ["redis", "valkey"], needs: ["hit-ratio", "memory", "evictions"] },
  memcached: { of: ["memcached"], needs: ["hit-ratio", "memory", "evictions"] },
  rabbitmq: { of: ["rabbitmq"], needs: ["queue-length"] },
  kafkametrics: { of: ["kafka"], needs: ["queue-length"] },
  kafka_metrics: { of: ["kafka"], needs: ["queue-length"] },
  nginx: { of: ["nginx"], needs: ["requests"] },
  haproxy: { of: ["haproxy"], needs: ["requests", "error-responses", "latency"] },
};

/** What containers and pods use is known of every service. */
const OF_ALL: ReadonlySet<string> = new Set(["docker_stats", "kubeletstats", "kubelet_stats", "podman_stats"]);

export const collectorSignals = ({ project, infrastructure }: Assessed): readonly Signal[] => {
  const parts = infrastructureNames(infrastructure);
  return gatheredBy(project)
    .filter(({ signal }) => signal === "metrics")
    .flatMap(({ receiver, evidence }) => {
      if (OF_ALL.has(receiver)) return signals("*", ["saturation"], evidence);
      const known = Object.hasOwn(RECEIVERS, receiver) ? RECEIVERS[receiver] : undefined;
      return (known?.of ?? [])
        .filter((name) => parts.includes(name))
        .flatMap((name) => signals(name, known?.needs ?? [], evidence));
    });
};
