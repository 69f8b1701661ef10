/** What share of events an objective asks for, exactly as it was written. */
import { decimalText, exact, type Decimal } from "../decimal";
import { decimalIn, shown, type Fields } from "./fields";

/** An objective that can be missed and can be kept; digits as the engine reads them. */
const DIGITS = 12;

/**
 * `99.9` → `99.9%`, `0.999` → `99.9%`
 * @param form which of the two is written below the key
 */
export const objectiveIn = (fields: Fields, key: string, form: "percent" | "share"): string | undefined => {
  const value = fields.get(key);
  const written = decimalIn(fields, key);
  if (value === undefined || written === undefined) return undefined;
  const refuse = (problem: string, mend: string): undefined =>
    fields.report.refuse("import/value", value.at, `"${key}" is ${shown(value)}${problem}`, mend);
  const percent = form === "percent" ? written : written.times(100);
  if (form === "share" && written.greaterThan(1))
    return refuse(
      ": it is a share, and more than 1",
      written.lessThan(100) ? `write ${share(written)}, or targetPercent: ${written.toString()}` : "write e.g. 0.999",
    );
  if (percent.greaterThan(100)) return refuse(": there is no more than 100 %", "write e.g. 99.9");
  if (percent.equals(100))
    return refuse(
      ": an objective of 100 % leaves no error budget, and the first failure misses it",
      `write what may fail, e.g. ${form === "percent" ? "99.99" : "0.9999"}`,
    );
  if (percent.lessThanOrEqualTo(0))
    return refuse(": it promises nothing", `write what is promised, e.g. ${form === "percent" ? "99.9" : "0.999"}`);
  if (form === "percent" && percent.lessThanOrEqualTo(1))
    return refuse(
      `: it is in percent, and ${percent.toString()} % promises next to nothing`,
      `write ${decimalText(percent.times(100))}`,
    );
  if (percent.decimalPlaces() > DIGITS) return refuse(`: it has more than ${DIGITS} digits`, "write fewer");
  return `${percent.toFixed()}%`;
};

const share = (percent: Decimal): string => exact(percent).div(100).toString();
