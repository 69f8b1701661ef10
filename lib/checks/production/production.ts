/** What may be missing on a laptop and must not be in production. */
import { cores, gibibytes, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

export const resourcesMissing = check({
  id: "production/resources-missing",
  severity: "error",
  reason:
    "A pod without requests is scheduled anywhere and evicted first; one without a memory limit takes its node with it.",
  *find({ profile, workloads }: Model): Iterable<Problem> {
    if (profile !== "production") return;
    for (const { path, name, resources } of workloads)
      if (resources === undefined)
        yield at(`${path}.resources`)
          .problem(`is missing for ${name}`)
          .mend("write { requests: { cpu: cores(0.5), memory: gibibytes(1) }, limits: { memory: gibibytes(2) } }");
  },
  examples: () => ({
    passing: [
      environmentWith({
        workloads: [
          {
            ...LOKI,
            replicas: 2,
            resources: { requests: { cpu: cores(1), memory: gibibytes(2) }, limits: { memory: gibibytes(2) } },
          },
        ],
      }),
    ],
    failing: [environmentWith({ workloads: [{ ...LOKI, replicas: 2 }] })],
  }),
});

export const storageMissing = check({
  id: "production/storage-missing",
  severity: "error",
  reason: "Data on an ephemeral volume ends with the pod: with the next node upgrade, not in a year.",
  *find({ profile, stores }: Model): Iterable<Problem> {
    if (profile !== "production") return;
    for (const { path, name, size, external } of stores)
      if (size === undefined && external !== true)
        yield at(path)
          .problem(`${name} keeps its data in the pod`)
          .mend("give it a persistent volume, e.g. { size: gibibytes(50) }, or storage outside of the cluster");
  },
  examples: () => ({
    passing: [environmentWith({ stores: [{ ...LOKI, size: gibibytes(50) }] })],
    failing: [environmentWith({ stores: [LOKI] })],
  }),
});

export const singleReplica = check({
  id: "production/single-replica",
  severity: "warning",
  reason: "With one replica, every node drain and every upgrade is an outage of what should report outages.",
  *find({ profile, workloads }: Model): Iterable<Problem> {
    if (profile !== "production") return;
    for (const { path, name, replicas, singleton } of workloads)
      if (replicas === 1 && singleton !== true)
        yield at(`${path}.replicas`).problem(`${name} has one replica`).mend("write replicas: 2 or more");
  },
  examples: () => ({
    passing: [environmentWith({ workloads: [{ ...LOKI, replicas: 2 }] })],
    failing: [environmentWith({ workloads: [{ ...LOKI, replicas: 1 }] })],
  }),
});

const LOKI = { path: "example.loki", name: "loki" };
