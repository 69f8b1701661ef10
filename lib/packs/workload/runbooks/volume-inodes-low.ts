/** What to do about VolumeInodesLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const volumeInodesLowRunbook: Runbook = {
  meaning:
    "The volume's file system has a fixed number of inodes, one for each file and folder, and few are left. Room " +
    "in bytes does not help. File systems without such a limit are not counted.",
  impact:
    'When none are left, no file can be created: programs report "no space left on device" although there is ' +
    "room.",
  diagnosis: [
    {
      text: "Find the pods that use it.",
      command: "kubectl --namespace $namespace describe persistentvolumeclaim $persistentvolumeclaim",
    },
    {
      text: "Find the folder with the many files.",
      command: "kubectl --namespace $namespace exec <pod> -- du --inodes --one-file-system --max-depth=3 <mount path>",
    },
    {
      text: "See how fast it goes down.",
      query: promql`min by (persistentvolumeclaim) (${kubernetes.volumeInodesFree}{namespace="$namespace",persistentvolumeclaim="$persistentvolumeclaim"})`,
    },
  ],
  mitigation: [
    "Delete what is not needed: sessions, caches and mail queues are the usual suspects.",
    "Have the program keep fewer and larger files, or clean up more often.",
    "A larger volume of most file systems has more inodes: growing it helps as well.",
  ],
};
