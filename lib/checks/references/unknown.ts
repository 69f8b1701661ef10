/** Names that must be the name of something else in the input, and are not. */
import { didYouMean, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

export const unknownReference = check({
  id: "references/unknown",
  severity: "error",
  reason: "A name that nothing has is found at deployment at best, and during an outage at worst.",
  *find({ references }: Model): Iterable<Problem> {
    for (const { path, kind, name, known, otherwise } of references)
      if (!known.includes(name))
        yield at(path)
          .problem(`names the ${kind} "${name}", which does not exist${didYouMean(name, known)}`)
          .mend(
            [known.length === 0 ? `define a ${kind} first` : `write one of ${known.join(", ")}`, otherwise]
              .filter((each) => each !== undefined)
              .join("; or "),
          );
  },
  examples: () => ({
    passing: [environmentWith({ references: [{ ...TEAM, name: "platform" }] })],
    failing: [environmentWith({ references: [{ ...TEAM, name: "platfrom" }] })],
  }),
});

const TEAM = { path: "example.alerting.default", kind: "team", known: ["platform", "shop"] };
