/** Who the pods and containers of a component run as: what may be said without leaving Pod Security's level `restricted`. */
import * as z from "zod";
import { count, nonEmpty, text } from "./schema";

/** Linux's largest id, as Kubernetes takes it; `0` is root, which the level does not admit. */
const id = z.union([count(1, 2 ** 31 - 1), z.literal("assigned")]);

const profileFile = text({
  holds: (value) => /^[\w.-]+(\/[\w.-]+)*$/.test(value) && !value.split("/").includes(".."),
  problem: "is no file below the kubelet's folder of profiles",
  mend: "write it without a slash in front, e.g. profiles/audit.json",
});

export const seccompProfile = z.union([z.literal("RuntimeDefault"), z.strictObject({ localhost: profileFile })]);
export type SeccompProfile = z.output<typeof seccompProfile>;

/** Of the pod. `"assigned"` writes no id and takes the one that the cluster assigns, as OpenShift does for each namespace. */
export const podSecurity = z.strictObject({
  /** @default the user of the component's image */
  runAsUser: id.optional(),
  /** @default the group of the component's image */
  runAsGroup: id.optional(),
  /** Group that volumes belong to. @default the group of the component's image */
  fsGroup: id.optional(),
  /** Further groups of the processes. @default none */
  supplementalGroups: z
    .array(count(1, 2 ** 31 - 1))
    .readonly()
    .optional(),
  /** `{ localhost: "profiles/audit.json" }` for a file on each node, below the kubelet's folder of profiles. @default "RuntimeDefault" */
  seccompProfile: seccompProfile.optional(),
  /** The level admits no user and no role, and these types only. @default the container runtime's own */
  seLinuxOptions: z
    .strictObject({
      /** @default the container runtime's own */
      type: z.enum(["container_t", "container_init_t", "container_kvm_t"]).optional(),
      /** E.g. `s0:c123,c456`. @default the container runtime's own */
      level: nonEmpty.optional(),
    })
    .optional(),
});

/** Of each container. That it runs as no root, gains no privileges and has no capabilities but these is not up for choice. */
export const containerSecurity = z.strictObject({
  /** @default true */
  readOnlyRootFilesystem: z.boolean().optional(),
  /** All others are dropped, and the level admits no other. @default none */
  addCapabilities: z.array(z.literal("NET_BIND_SERVICE")).readonly().default([]),
});

/** What every component carries of both. */
export interface Security {
  readonly podSecurity: z.output<typeof podSecurity>;
  readonly containerSecurity: z.output<typeof containerSecurity>;
}
