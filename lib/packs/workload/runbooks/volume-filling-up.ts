/** What to do about VolumeFillingUp. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const volumeFillingUpRunbook: Runbook = {
  meaning:
    "Little of the volume is free, and if it goes on filling at the pace of the last hours, it will be full " +
    "within days. The pace is a straight line through the free bytes of that time.",
  impact:
    "Nothing fails yet. There is time to act in working hours; when the volume is full, whatever writes to it " +
    "fails.",
  diagnosis: [
    {
      text:
        "See how it has filled over the last week: a straight line is growth, a step is one event, a saw-tooth is " +
        "normal and may be below the alert's floor.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim="$persistentvolumeclaim"}`,
    },
    {
      text: "Find the pods that use it.",
      command: "kubectl --namespace $namespace describe persistentvolumeclaim $persistentvolumeclaim",
    },
    {
      text: "See when it would be full.",
      query: promql`min by (persistentvolumeclaim) (${kubernetes.volumeAvailable}{namespace="$namespace",persistentvolumeclaim="$persistentvolumeclaim"}) / - min by (persistentvolumeclaim) (deriv(${kubernetes.volumeAvailable}{namespace="$namespace",persistentvolumeclaim="$persistentvolumeclaim"}[6h]) < 0)`,
    },
  ],
  mitigation: [
    {
      text:
        "Make it larger before it is full, if its storage class can (`allowVolumeExpansion`); write the size where " +
        "the service is deployed as well.",
      command:
        'kubectl --namespace $namespace patch persistentvolumeclaim $persistentvolumeclaim --patch \'{"spec":{"resources":{"requests":{"storage":"<larger>"}}}}\'',
    },
    "If it grows because something is kept longer than needed, shorten the retention.",
    "If the growth is a mistake (debug logs, failed clean-up), mend that.",
  ],
};
