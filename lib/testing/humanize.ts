/** Numbers as Prometheus's template functions print them, so that expected texts follow a changed threshold. */

/** Go's `%.4g`. */
const fourDigits = (value: number): string => {
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -4 || exponent >= 4) {
    const [mantissa = "", power = ""] = value.toExponential(3).split("e");
    const sign = power.startsWith("-") ? "-" : "+";
    return `${Number.parseFloat(mantissa)}e${sign}${power.replace(/^[+-]/, "").padStart(2, "0")}`;
  }
  return `${Number.parseFloat(value.toPrecision(4))}`;
};

/** `{{ $value | humanizePercentage }}` */
export const humanizePercentage = (ratio: number): string => `${fourDigits(ratio * 100)}%`;

const scaled = (value: number, base: number, prefixes: readonly string[]): string => {
  let rest = value;
  let prefix = "";
  for (const each of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = each;
    rest /= base;
  }
  return `${fourDigits(rest)}${prefix}`;
};

/** `{{ $value | humanize }}` of numbers from 1 up. */
export const humanize = (value: number): string => scaled(value, 1000, ["k", "M", "G", "T", "P", "E", "Z", "Y"]);

/** `{{ $value | humanize1024 }}` */
export const humanize1024 = (value: number): string =>
  scaled(value, 1024, ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]);

/** `{{ $value | humanizeDuration }}` of whole seconds from one minute up, and of fractions below. */
export const humanizeDuration = (seconds: number): string => {
  if (seconds < 1) return seconds === 0 ? "0s" : `${fourDigits(seconds * 1000)}ms`;
  if (seconds < 60) return `${fourDigits(seconds)}s`;
  const whole = Math.floor(seconds);
  const [d, h, m, s] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3_600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  if (d > 0) return `${d}d ${h}h ${m}m ${s}s`;
  if (h > 0) return `${h}h ${m}m ${s}s`;
  return `${m}m ${s}s`;
};
