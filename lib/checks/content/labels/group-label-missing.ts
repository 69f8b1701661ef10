/** Labels that `group_left` and `group_right` take over from series which do not have them. */
import { didYouMean } from "../../../model";
import { allLabels, labelsOf, matchingOf, NAME } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { modelWithAlert } from "../example";
import { binariesIn, isExternal, lossMend, lossOf, written } from "./expression";

export const groupLabelMissing = check({
  id: "promql/group-label-missing",
  severity: "error",
  judges: "each by itself",
  reason:
    "A label that the one side does not have is taken over all the same: as an empty one, which removes what the many side had under that name.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const { asked, node, path } of binariesIn(model)) {
      if (node.matching?.group === undefined) continue;
      const one = node.matching?.group?.side === "right" ? node.left : node.right;
      for (const label of matchingOf(node, content.world).missing) {
        // A name that is missing after an operation is missing as it should.
        if (label === NAME) continue;
        const loss = lossOf(label, asked, one, content);
        const known = [...(allLabels(labelsOf(one, content.world)) ?? [])].filter((each) => each !== NAME).sort();
        yield at(path)
          .problem(
            `group_${node.matching?.group?.side} (${label}) takes a label from ${written(asked, one)} that it never has${loss ? "" : didYouMean(label, known)}`,
          )
          .mend(
            loss
              ? lossMend(label, loss, asked)
              : isExternal(label, content)
                ? `leave ${label} out: Prometheus adds it to what it sends, not to what it queries`
                : known.length === 0
                  ? "leave it out"
                  : `write one of ${known.join(", ")}, or leave it out`,
          );
      }
    }
  },
  examples: () => ({
    passing: [
      "sum by (service) (shop_queue_length) > on (service) group_left (queue) topk by (service) (1, shop_queue_length)",
      "metric_of_another_shop * on (pod) group_left (node) info_of_another_shop > 1",
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      "shop_queue_length > on (service, pod) group_left (product) shop_free_bytes",
      "shop_queue_length > on (service) group_left (pod) sum by (service) (shop_free_bytes)",
      "metric_of_another_shop * on (pod) group_left (node) sum by (pod) (info_of_another_shop) > 1",
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
