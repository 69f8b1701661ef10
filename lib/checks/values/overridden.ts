/** Values that quietly change what a typed property says. */
import { isMap } from "../../charts";
import { join, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";
import { undermining } from "./undermines";

const differing = (own: unknown, user: unknown, path: string): readonly string[] => {
  if (isMap(own) && isMap(user))
    return Object.entries(user).flatMap(([key, value]) =>
      key in own ? differing(own[key], value, join(path, [key])) : [],
    );
  if (isMap(own) && Object.keys(own).length === 0) return [];
  return JSON.stringify(own) === JSON.stringify(user) ? [] : [path];
};

export const overriddenValue = check({
  id: "values/overridden",
  severity: "warning",
  reason:
    "The component derives other settings from its properties; a value that contradicts them leaves those behind.",
  *find({ profile, releases }: Model): Iterable<Problem> {
    for (const release of releases) {
      const { path, ownValues, userValues } = release;
      const told = profile === "production" ? undermining(release).map((problem) => problem.path) : [];
      for (const place of differing(ownValues, userValues, `${path}.values`))
        if (!told.includes(place))
          yield at(place)
            .problem("replaces what the component sets")
            .mend("use the property that sets it, if there is one");
    }
  },
  examples: () => ({
    passing: [valuesOf({ singleBinary: { extraEnv: [] } }, { ownValues: { singleBinary: { replicas: 3 } } })],
    failing: [valuesOf({ singleBinary: { replicas: 5 } }, { ownValues: { singleBinary: { replicas: 3 } } })],
  }),
});
