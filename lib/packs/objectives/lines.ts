/** At which values budgets and burn rates change their colours, on every dashboard that shows them. */
import { days, type FixedLine, type ValueText } from "../../model";
import { line } from "../../dashboards";
import { defaultLevels } from "../../slo";

/** Share of the budget that is left: a quarter is danger, none is a broken promise. */
export const BUDGET_LINES: readonly FixedLine[] = [
  line(0.25, "orange", { below: true }),
  line(0, "red", { below: true }),
];

/** At a burn rate of 1 the budget lasts just its period. */
export const USED_UP_EARLY: FixedLine = line(1, "orange");

const fastest = Math.max(...defaultLevels(days(30)).map(({ burnRate }) => burnRate));

/** Objectives beside one another have one scale, whatever their own levels are: at the fastest usual one, 30 days' budget is gone in two. */
export const BURN_LINES: readonly FixedLine[] = [USED_UP_EARLY, line(fastest, "red")];

/** How long a budget lasts, where a length of time does not say it. */
export const EXHAUSTION_TEXTS: readonly ValueText[] = [
  { value: 0, text: "used up", color: "red" },
  { value: "nothing", text: "does not burn" },
];
