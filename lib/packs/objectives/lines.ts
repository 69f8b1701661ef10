/** At which values budgets and burn rates change their colours, on every dashboard that shows them. */
import { days, type FixedLine, type ValueText } from "../../model";
import { line } from "../../dashboards";
import { defaultLevels } from "../../slo";

/** Share of the budget that is left: a quarter is danger, none is a broken promise. */
export const BUDGET_LINES: readonly FixedLine[] = [
  line(0.25, "orange", { below: true }),
  line(0, "red", { below: true }),
];

/** The burn rates from which on somebody is told, where an objective does not have others of its own. */
export const LEVEL_LINES: readonly FixedLine[] = defaultLevels(days(30)).map(({ burnRate, severity }) =>
  line(burnRate, severity === "critical" ? "red" : "orange"),
);

const fastest = Math.max(...LEVEL_LINES.map(({ value }) => value));

/** At 1 the budget lasts just its period; at the fastest level it is gone in two days. */
export const BURN_LINES: readonly FixedLine[] = [line(1, "orange"), line(fastest, "red")];

/** How long a budget lasts, where a length of time does not say it. */
export const EXHAUSTION_TEXTS: readonly ValueText[] = [
  { value: 0, text: "used up", color: "red" },
  { value: "nothing", text: "does not burn" },
];
