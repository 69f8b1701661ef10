/** What to do about VolumeNearlyFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const volumeNearlyFullRunbook: Runbook = {
  meaning: "The share of the mounted volume that is free, as the kubelet of its node tells it, is below the limit.",
  impact:
    "When it is full, writes fail: databases stop or refuse changes, and some corrupt their files. Many programs " +
    "cannot even start on a full volume.",
  diagnosis: [
    {
      text: "See how fast it fills.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim="$persistentvolumeclaim"}`,
    },
    {
      text: "Find the pods that use it.",
      command: "kubectl --namespace $namespace describe persistentvolumeclaim $persistentvolumeclaim",
    },
    {
      text: "See what takes the room (if the image has no shell, use an ephemeral container with `kubectl debug`).",
      command: "kubectl --namespace $namespace exec <pod> -- du -x -d 2 <mount path>",
    },
  ],
  mitigation: [
    {
      text:
        "Make it larger, if its storage class can (`allowVolumeExpansion`); write the size where the service is " +
        "deployed as well. For a StatefulSet see its own documentation first.",
      command:
        'kubectl --namespace $namespace patch persistentvolumeclaim $persistentvolumeclaim --patch \'{"spec":{"resources":{"requests":{"storage":"<larger>"}}}}\'',
    },
    "Delete what the program itself can do without: old logs, dumps, temporary files. Never delete files of a " +
      "database by hand.",
    "Shorten the retention of what the program keeps.",
  ],
};
