/** Where a component listens inside the cluster. Others read it; nobody rebuilds it from a release name. */

export interface Endpoint {
  readonly scheme: "http" | "https" | "grpc";
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
}

/** `loki-gateway.observability.svc` */
export const hostOf = ({ service, namespace }: Endpoint): string => `${service}.${namespace}.svc`;

/** `loki-gateway.observability.svc:80` */
export const addressOf = (endpoint: Endpoint): string => `${hostOf(endpoint)}:${endpoint.port}`;

/** `http://loki-gateway.observability.svc:80/loki/api/v1/push` */
export const urlOf = (endpoint: Endpoint, path = ""): string => `${endpoint.scheme}://${addressOf(endpoint)}${path}`;
