/**
 * Where Terraform keeps its state, as data. Each stack gets a state of its own below the place named here. Credentials are no part of it:
 * every backend reads them from the environment that Terraform runs in, and what stood here would stand in clear text in the output.
 */
import {
  App,
  AzurermBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedRemoteWorkspace,
  RemoteBackend,
  S3Backend,
  type TerraformBackend,
  type TerraformStack,
} from "cdktf";
import * as path from "node:path";
import * as z from "zod";
import { dnsLabel, nonEmpty, parse, urlWithoutCredentials } from "../model";
import { KubernetesBackend } from "./kubernetes-backend";

/** Terraform reads its backend before anything else: no expression can stand in it. */
const constant = nonEmpty.refine((value) => !/[$%]\{/.test(value), {
  error: "is an expression, which a backend cannot evaluate",
  params: { mend: "write plain text, known before Terraform runs" },
});

/** A folder in a bucket, without slashes around it. */
const folder = constant.refine((value) => !/^[/\s]|[/\s]$/.test(value), {
  error: "begins or ends with a slash or a space",
  params: { mend: 'write e.g. "observability/prod"' },
});

const local = z.strictObject({
  kind: z.literal("local"),
  /** Folder of the state files, relative to the project. */
  path: constant
    .refine((value) => !path.isAbsolute(value), {
      error: "is an absolute path, which holds on one machine only",
      params: { mend: 'write a path relative to the project, e.g. "state"' },
    })
    .default("state"),
});

const s3 = z.strictObject({
  kind: z.literal("s3"),
  bucket: constant,
  /** Folder of the states in the bucket: `<folder>/<stack>.tfstate`. */
  folder: folder.default("observability"),
  region: constant,
  /** Encrypt at rest. */
  encrypt: z.boolean().default(true),
  /** Key of KMS for the encryption. @default the bucket's own encryption */
  kmsKeyId: constant.optional(),
  /** Role to take on for access to the bucket. @default the credentials that Terraform finds */
  role: z.strictObject({ arn: constant, externalId: constant.optional(), sessionName: constant.optional() }).optional(),
});

const gcs = z.strictObject({
  kind: z.literal("gcs"),
  bucket: constant,
  /** Folder of the states in the bucket: `<folder>/<stack>/default.tfstate`. */
  folder: folder.default("observability"),
  /** Key of Cloud KMS for the encryption. @default the bucket's own encryption */
  kmsEncryptionKey: constant.optional(),
  /** Service account to act as. @default the credentials that Terraform finds */
  impersonateServiceAccount: constant.optional(),
});

const azurerm = z.strictObject({
  kind: z.literal("azurerm"),
  resourceGroupName: constant.optional(),
  storageAccountName: constant,
  containerName: constant,
  /** Folder of the states in the container: `<folder>/<stack>.tfstate`. */
  folder: folder.default("observability"),
  subscriptionId: constant.optional(),
  tenantId: constant.optional(),
  /** Sign in to the storage with Entra ID instead of the account's key. */
  useAzureadAuth: z.boolean().default(true),
  /** Sign in with a workload's federated token, as pipelines have it. */
  useOidc: z.boolean().default(false),
});

const kubernetes = z.strictObject({
  kind: z.literal("kubernetes"),
  /** Namespace of the state's Secrets, which must exist. */
  namespace: dnsLabel,
  /** The Secret is called `tfstate-default-<prefix>-<stack>`. */
  prefix: dnsLabel.default("observability"),
  /** Context of the kubeconfig. @default the current one */
  context: constant.optional(),
  /** @default "~/.kube/config", or the service account where Terraform runs in the cluster */
  configPath: constant.optional(),
  /** Use the service account of the pod that Terraform runs in. */
  inCluster: z.boolean().default(false),
});

const http = z.strictObject({
  kind: z.literal("http"),
  /** The state of a stack is at `<address>/<stack>`, its lock at `<address>/<stack>/lock` (as GitLab has it). */
  address: urlWithoutCredentials,
  /** Methods that take and release the lock. False: no lock. */
  lock: z
    .union([
      z.literal(false),
      z.strictObject({ method: constant.default("POST"), unlockMethod: constant.default("DELETE") }),
    ])
    .prefault({}),
});

const remote = z.strictObject({
  kind: z.literal("remote"),
  /** Host of HCP Terraform or of a compatible server. */
  hostname: constant.default("app.terraform.io"),
  organization: constant,
  /** The workspace is called `<workspacePrefix><stack>`. */
  workspacePrefix: constant.default("observability-"),
});

export const backend = z.discriminatedUnion("kind", [local, s3, gcs, azurerm, kubernetes, http, remote]);
export type Backend = z.input<typeof backend>;
type Options<Schema extends z.ZodType> = Omit<z.input<Schema>, "kind">;

/** Files beside the project, for one person's own cluster: `localBackend({ path: "state" })`. */
export const localBackend = (options: Options<typeof local> = {}): Backend => ({ kind: "local", ...options });

/** A bucket of S3, with its native lock. Credentials: the AWS SDK's, e.g. `AWS_PROFILE`. */
export const s3Backend = (options: Options<typeof s3>): Backend => ({ kind: "s3", ...options });

/** A bucket of Google Cloud Storage. Credentials: `GOOGLE_APPLICATION_CREDENTIALS` or gcloud's. */
export const gcsBackend = (options: Options<typeof gcs>): Backend => ({ kind: "gcs", ...options });

/** A container of Azure Blob Storage. Credentials: the Azure CLI's or `ARM_*`. */
export const azurermBackend = (options: Options<typeof azurerm>): Backend => ({ kind: "azurerm", ...options });

/** Secrets in a cluster. Credentials: the kubeconfig's. */
export const kubernetesBackend = (options: Options<typeof kubernetes>): Backend => ({ kind: "kubernetes", ...options });

/** A server of states, such as GitLab. Credentials: `TF_HTTP_USERNAME` and `TF_HTTP_PASSWORD`. */
export const httpBackend = (options: Options<typeof http>): Backend => ({ kind: "http", ...options });

/** HCP Terraform, or a server that speaks like it. Credentials: `terraform login` or `TF_TOKEN_<host>`. */
export const remoteBackend = (options: Options<typeof remote>): Backend => ({ kind: "remote", ...options });

/**
 * Gives a stack its own state. Other stacks may refer to its values with any of the backends.
 * @param name what the state is called. @default the stack's id
 * @throws ConfigurationError when the backend is not as it should be
 */
export const useBackend = (stack: TerraformStack, input: Backend, name = stack.node.id): TerraformBackend => {
  const settings = parse(backend, input, `${stack.node.id}.state`);
  switch (settings.kind) {
    case "local":
      return new LocalBackend(stack, {
        path: `${projectFolder(stack)}/${path.posix.join(settings.path, name)}.tfstate`,
      });
    case "s3": {
      const { bucket, region, encrypt, kmsKeyId, role } = settings;
      const assumeRole = role && { roleArn: role.arn, externalId: role.externalId, sessionName: role.sessionName };
      // cdktf 0.21 does not know the lock of Terraform 1.10, but hands on what it gets.
      const config = {
        bucket,
        key: `${settings.folder}/${name}.tfstate`,
        region,
        encrypt,
        kmsKeyId,
        useLockfile: true,
      };
      return new S3Backend(stack, assumeRole === undefined ? config : { ...config, assumeRole });
    }
    case "gcs": {
      const { bucket, kmsEncryptionKey, impersonateServiceAccount } = settings;
      const prefix = `${settings.folder}/${name}`;
      return new GcsBackend(stack, { bucket, prefix, kmsEncryptionKey, impersonateServiceAccount });
    }
    case "azurerm": {
      const { storageAccountName, containerName, resourceGroupName, subscriptionId, tenantId } = settings;
      const { useAzureadAuth, useOidc } = settings;
      return new AzurermBackend(stack, {
        ...{ storageAccountName, containerName, resourceGroupName, subscriptionId, tenantId, useAzureadAuth, useOidc },
        key: `${settings.folder}/${name}.tfstate`,
      });
    }
    case "kubernetes": {
      const { namespace, prefix, context, configPath, inCluster } = settings;
      return new KubernetesBackend(stack, {
        secretSuffix: `${prefix}-${name}`,
        namespace,
        configContext: context,
        configPath: configPath ?? (inCluster ? undefined : "~/.kube/config"),
        inClusterConfig: inCluster || undefined,
      });
    }
    case "http": {
      const address = `${settings.address.replace(/\/$/, "")}/${name}`;
      const lockAddress = `${address}/lock`;
      const { lock } = settings;
      return new HttpBackend(
        stack,
        lock === false
          ? { address }
          : {
              address,
              lockAddress,
              lockMethod: lock.method,
              unlockAddress: lockAddress,
              unlockMethod: lock.unlockMethod,
            },
      );
    }
    case "remote": {
      const { hostname, organization, workspacePrefix } = settings;
      return new RemoteBackend(stack, {
        hostname,
        organization,
        workspaces: new NamedRemoteWorkspace(`${workspacePrefix}${name}`),
      });
    }
  }
};

/** The way from a stack's folder, where Terraform runs, to the project. An output folder elsewhere counts as if it were in the project. */
const projectFolder = (stack: TerraformStack): string => {
  const output = path.relative(process.cwd(), App.of(stack).outdir);
  const inProject = output !== "" && !output.startsWith("..") && !path.isAbsolute(output);
  const depth = (inProject ? output.split(path.sep).length : 1) + 2;
  return Array.from({ length: depth }, () => "..").join("/");
};
