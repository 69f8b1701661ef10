/** The kinds of Loki that the real chart is asked for. */
import {
  azureContainer,
  filesystemStorage,
  gcsBucket,
  s3Bucket,
  s3CompatibleBucket,
  type LokiProps,
} from "../../../lib/components/loki";
import { basicAuth, days, existingSecret, gibibytes, ingress, mebibytes, secretEnvironment } from "../../../lib/model";

export const s3 = s3Bucket("acme-loki-chunks", { region: "us-east-1" });

/** Everything that adds a container, a pod or a file. */
const everything: Partial<LokiProps> = {
  imageRegistry: "mirror.example/all",
  imagePullSecrets: ["mirror"],
  podLabels: { team: "core" },
  chunksCache: { memory: gibibytes(1), replicas: 2 },
  resultsCache: { memory: mebibytes(512) },
  canary: true,
  gateway: { metrics: true },
  environment: { TOKEN: secretEnvironment(existingSecret("extra"), "token") },
  exposure: ingress({ host: "loki.acme.example", className: "nginx", authentication: basicAuth(existingSecret("ui")) }),
  scheduling: { nodeSelector: { pool: "logs" }, spreadOver: ["topology.kubernetes.io/zone"], priorityClass: "high" },
  retentionRules: [{ selector: '{namespace="dev"}', retention: days(3) }],
};

const tenants: LokiProps["tenants"] = {
  names: ["platform", "shop"],
  users: existingSecret("loki-users"),
  platform: { name: "platform", credentials: existingSecret("loki-platform") },
};

export const variants: Readonly<Record<string, LokiProps>> = {
  monolithic: { storage: s3 },
  "monolithic with everything": { storage: s3, ...everything },
  "monolithic on a file system": { storage: filesystemStorage() },
  distributed: { storage: s3, mode: "distributed" },
  "distributed with everything": { storage: s3, mode: "distributed", ...everything },
  "GCS with a key": { storage: gcsBucket("acme-logs", { credentials: existingSecret("gcs") }) },
  "Azure by identity": { storage: azureContainer({ account: "acmelogs", container: "loki" }) },
  "Azure by key": {
    storage: azureContainer({ account: "acmelogs", container: "loki", credentials: existingSecret("azure") }),
  },
  "another S3": {
    storage: s3CompatibleBucket({ url: "https://s3.acme.example", bucket: "logs", credentials: existingSecret("s3") }),
  },
  tenants: { storage: s3, tenants },
  "another name": { storage: s3, releaseName: "logs", namespace: "elsewhere" },
};
