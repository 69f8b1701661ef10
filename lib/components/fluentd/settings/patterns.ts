/** Regular expressions in settings. */
import * as z from "zod";
import { isProblem, portablePattern, type Pattern } from "../../../pipeline";

/** A regular expression that Ruby reads as everybody does. */
export const portable = z.string().transform((text, context): Pattern => {
  const found = portablePattern(text);
  if (!isProblem(found)) return found;
  context.issues.push({
    code: "custom",
    input: text,
    message: `${found.problem}`,
    params: { mend: found.mend },
  });
  return z.NEVER;
});
