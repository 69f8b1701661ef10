/** Whose image it is: the project's own, or one that everybody runs. */
import { imageOf, repositoryOf } from "../known-libraries";

/** Owners of images that are made for the public. */
const PUBLIC_OWNERS = new Set(
  "library bitnami bitnamilegacy grafana prom prometheus istio jetstack hashicorp elastic confluentinc fluent linuxserver k8s.gcr.io registry.k8s.io kube-state-metrics ingress-nginx sig-storage jaegertracing openzipkin otel kong traefik argoproj fluxcd calico cilium weaveworks kubernetesui cloudnative-pg strimzi crunchydata timberio datadog newrelic amazon amazonlinux google-containers cloudsql-docker cloud-sql-connectors oauth2-proxy dpage provectuslabs tchiotludo apache eclipse-temurin distroless dotnet localstack testcontainers mailhog axllent rediscommander cadvisor rancher longhornio openebs minio hazelcast neo4j temporalio keycloak oryd dexidp opentelemetry-operator kedacore kiali external-secrets external-dns aws-observability".split(
    " ",
  ),
);

/** Programs that stand beside the one that matters. */
const SIDECAR =
  /^(?:istio-(?:proxy|init)|kube-rbac-proxy[\w-]{0,20}|linkerd-(?:proxy|init)|cloud-?sql-(?:auth-)?proxy|cloudsql-proxy|oauth2?-proxy|envoy|nginx|statsd|vault-agent|datadog-agent|dd-agent|fluent-?bit|fluentd|filebeat|log-?router|aws-otel-collector|adot-collector|otel-collector|x-?ray(?:-daemon)?|cloudwatch-agent|jaeger-agent|wait-for.{0,40}|config-?reloader|git-?sync|daprd|pgbouncer|.{1,40}-exporter|exporter|metrics-exporter)$/i;

export const isSidecar = (name: string): boolean => SIDECAR.test(name);

/** Run by many, written by others. */
export const isPublicImage = (image: string): boolean => {
  const repository = repositoryOf(image);
  if (imageOf(image) !== undefined) return true;
  const owners = repository.split("/").slice(0, -1);
  return owners.some((owner) => PUBLIC_OWNERS.has(owner)) || repository.startsWith("mcr.microsoft.com/");
};

/** Registry and owner; undefined where the image has neither. */
export const ownerOf = (image: string): string | undefined => {
  const parts = repositoryOf(image).split("/");
  return parts.length > 1 ? parts.slice(0, -1).join("/") : undefined;
};
