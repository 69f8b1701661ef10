/** What is wrong with rules, dashboards and routes that are there: each check once, with its first places. */
import { code, table, type Finding } from "../../model";
import { reasonOf } from "../../checks";
import { sentence, word } from "./said";

const FIRST = 3;

export const problemsText = (problems: readonly Finding[]): readonly string[] => {
  const checks = [...new Set(problems.map(({ check }) => check))].sort();
  return checks.length === 0
    ? []
    : [
        "**Problems in rules, dashboards and routes:**",
        table(
          ["check", "how many", "first places", "for instance", "mend"],
          checks.map((check) => {
            const found = problems.filter((each) => each.check === check);
            const [first] = found;
            const reason = reasonOf(check);
            return [
              `${code(check)}${reason === undefined ? "" : `: ${sentence(reason)}`}`,
              String(found.length),
              found
                .slice(0, FIRST)
                .map(({ path }) => word(path))
                .join(", "),
              sentence(first?.problem ?? ""),
              sentence(first?.mend ?? ""),
            ];
          }),
        ),
      ];
};
