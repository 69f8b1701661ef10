/** One dashboard for every service: the one of which the reader chooses the service, and the words to write those of registered ones. */
import { changeMetrics } from "../../dashboards";
import { pack } from "../../model";
import { http } from "../http-server";
import { kubernetes } from "../kubernetes";
import { serviceDashboard } from "./service-dashboard";

export {
  httpDependency,
  postgresDependency,
  redisDependency,
  type Dependency,
  type DependencyProps,
} from "./dependencies";
export { rolledOut, ROLLED_OUT_HOW } from "./rolled-out";
export { httpSignals, type HttpSignalsProps } from "./http-signals";
export { type PodsOfService, type RowsOf, type ServiceScope, type ServiceSignals } from "./scope";
export { serviceDashboard, type ServiceDashboardProps } from "./service-dashboard";

export interface ServicePackProps {
  /** Whether objectives are deployed. @default true */
  readonly objectives?: boolean;
}

/** Reads what `httpServerPack()`, `kubernetesPack()` and objectives record, and shows the thresholds of their alerts. */
export const servicePack = ({ objectives = true }: ServicePackProps = {}) =>
  pack("service-dashboard", {
    metrics: {
      requestDuration: http.requestDuration,
      podReady: kubernetes.podReady,
      restarts: kubernetes.restarts,
      replicaSetCreated: kubernetes.replicaSetCreated,
      replicaSetOwner: kubernetes.replicaSetOwner,
      ...changeMetrics(kubernetes),
    },
    dashboards: [serviceDashboard({ objectives })],
    dashboard: "service",
  });
