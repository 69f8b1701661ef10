/** Props that are each in order and do not go together. */
import type * as z from "zod";
import { humanBytes, prometheusDuration, type Bytes, type Duration, type SecretRef } from "../../model";
import { OBJECT_STORES, type LogStorage } from "./storage";
import { ingestersIn, tiersOf, type Tier } from "./tiers";

/** What is looked at, so that this file needs not know all of the props. */
type Settings = Parameters<typeof tiersOf>[0] & {
  readonly storage: LogStorage;
  readonly replicationFactor?: number;
  readonly retention: Duration;
  readonly limits: {
    readonly maxLineAge?: Duration;
    readonly ingestionBurst: Bytes;
    readonly streamBurst: Bytes;
    readonly maxLineSize: Bytes;
  };
  readonly ingester: { readonly chunkIdlePeriod: Duration; readonly maxChunkAge: Duration };
  readonly gateway: { readonly maxRequestSize: Bytes };
  readonly canary: boolean;
  readonly tenants?: {
    readonly users?: SecretRef;
    readonly platform: { readonly credentials?: SecretRef };
  };
};

interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly mend: string;
}

export const contradictions = (settings: Settings, context: z.RefinementCtx): void => {
  for (const find of [storage, replication, chunks, limits, tenants])
    for (const { path, problem, mend } of find(settings))
      // The input is named so that a property left out is not called missing.
      context.addIssue({ code: "custom", path: [...path], input: settings, message: problem, params: { mend } });
};

function* storage(settings: Settings): Iterable<Contradiction> {
  const { mode, storage: store, replicas, distributed } = settings;
  if (mode === "monolithic" && distributed !== undefined)
    yield {
      path: ["distributed"],
      problem: "has no effect in monolithic mode",
      mend: 'write mode: "distributed", or leave it out',
    };
  if (store.kind === "filesystem" && mode === "distributed")
    yield {
      path: ["storage"],
      problem: "is the file system of a pod, which the workloads of distributed mode cannot share",
      mend: `use ${OBJECT_STORES}`,
    };
  if (store.kind === "filesystem" && mode === "monolithic" && (replicas ?? 1) > 1)
    yield {
      path: ["replicas"],
      problem: `is ${replicas}, and replicas cannot share the file system of a pod`,
      mend: `write 1, or use ${OBJECT_STORES}`,
    };
  if (store.kind === "s3" && store.credentials !== undefined && store.region === undefined)
    yield {
      path: ["storage", "region"],
      problem: "is missing; only workload identity brings its own",
      mend: 'write the code of the bucket\'s region, e.g. region: "us-east-1"',
    };
}

function* replication(settings: Settings): Iterable<Contradiction> {
  const factor = settings.replicationFactor;
  const ingesters = ingestersIn(tiersOf(settings));
  if (factor === undefined || ingesters === undefined || factor <= ingesters.replicas) return;
  yield {
    path: ["replicationFactor"],
    problem: `is ${factor}, more than the ${ingesters.replicas} ${nameOf(ingesters)} that a line could stand on`,
    mend: `write at most ${ingesters.replicas}, or add ${nameOf(ingesters)}`,
  };
}

const nameOf = ({ key }: Tier): string => (key === "ingester" ? "ingesters" : "replicas");

function* chunks({ ingester: { chunkIdlePeriod, maxChunkAge } }: Settings): Iterable<Contradiction> {
  if (maxChunkAge.milliseconds < chunkIdlePeriod.milliseconds)
    yield {
      path: ["ingester", "maxChunkAge"],
      problem: `is ${prometheusDuration(maxChunkAge)}, shorter than chunkIdlePeriod (${prometheusDuration(chunkIdlePeriod)}), which then never counts`,
      mend: "write a length above chunkIdlePeriod",
    };
}

function* limits({ limits: of, retention, gateway }: Settings): Iterable<Contradiction> {
  if (of.maxLineAge !== undefined && of.maxLineAge.milliseconds > retention.milliseconds)
    yield {
      path: ["limits", "maxLineAge"],
      problem: `is ${prometheusDuration(of.maxLineAge)}, so that lines are taken which the retention of ${prometheusDuration(retention)} deletes at once`,
      mend: "write at most the retention",
    };
  const roomForOneLine: readonly (readonly [path: readonly string[], size: Bytes])[] = [
    [["limits", "ingestionBurst"], of.ingestionBurst],
    [["limits", "streamBurst"], of.streamBurst],
    [["gateway", "maxRequestSize"], gateway.maxRequestSize],
  ];
  for (const [path, size] of roomForOneLine)
    if (size.bytes < of.maxLineSize.bytes)
      yield {
        path,
        problem: `is ${humanBytes(size)}, so that a line of ${humanBytes(of.maxLineSize)} is never taken`,
        mend: "write at least limits.maxLineSize",
      };
}

/** The gateway mounts the Secret as it is and reads the file of this name. */
const HTPASSWD = ".htpasswd";

function* tenants({ tenants: of, canary }: Settings): Iterable<Contradiction> {
  if (of?.users === undefined) {
    if (of?.platform.credentials !== undefined)
      yield {
        path: ["tenants", "platform", "credentials"],
        problem: "has no effect, because nobody is asked for a login",
        mend: "leave it out, or give tenants.users",
      };
    return;
  }
  if (of.users.kind === "existingSecret" && (of.users.keys[HTPASSWD] ?? HTPASSWD) !== HTPASSWD)
    yield {
      path: ["tenants", "users", "keys", HTPASSWD],
      problem: "is another key, but the gateway reads the key .htpasswd",
      mend: "keep the file under .htpasswd in the Secret",
    };
  if (of.platform.credentials === undefined)
    yield {
      path: ["tenants", "platform", "credentials"],
      problem: "is missing, so that the platform's own logs are turned away",
      mend: 'write existingSecret("…") with the entry password',
    };
  if (canary)
    yield {
      path: ["canary"],
      problem: "needs a password, which the chart takes in clear text only",
      mend: "leave the canary out, or tenants.users",
    };
}
