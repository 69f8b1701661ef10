/** Numbers as Prometheus's template functions print them, so that expected texts follow a changed threshold. */

/** Go's `%.4g`. */
const fourDigits = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", power = ""] = exactly(value).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 4)
    return `${Number(digits)}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return String(Number(`${digits}e${power}`));
};

/** `1.234e+5`, a half rounded to the even digit as Go does; JavaScript rounds it up. */
const exactly = (value: number): string => {
  const rounded = value.toExponential(3);
  const all = value.toExponential(100);
  const half = /^-?\d\.\d{3}50*e/.test(all);
  const down = all.replace(/^(-?\d\.\d{3})\d*e/, "$1e");
  return half && /[02468]$/.test(down.split("e")[0] ?? "") ? down : rounded;
};

/** `{{ $value | humanizePercentage }}` */
export const humanizePercentage = (ratio: number): string => `${fourDigits(ratio * 100)}%`;

const LARGE = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const BINARY = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];
const SMALL = ["m", "u", "n", "p", "f", "a", "z", "y"];

const scaledDown = (value: number, base: number, prefixes: readonly string[]): string => {
  let rest = value;
  let prefix = "";
  for (const each of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = each;
    rest /= base;
  }
  return `${fourDigits(rest)}${prefix}`;
};

const scaledUp = (value: number): string => {
  let rest = value;
  let prefix = "";
  for (const each of SMALL) {
    if (Math.abs(rest) >= 1) break;
    prefix = each;
    rest *= 1000;
  }
  return `${fourDigits(rest)}${prefix}`;
};

/** `{{ $value | humanize }}` */
export const humanize = (value: number): string => {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
  return Math.abs(value) >= 1 ? scaledDown(value, 1000, LARGE) : scaledUp(value);
};

/** `{{ $value | humanize1024 }}` */
export const humanize1024 = (value: number): string =>
  Math.abs(value) <= 1 || !Number.isFinite(value) ? fourDigits(value) : scaledDown(value, 1024, BINARY);

/** `{{ $value | humanizeDuration }}`, of seconds */
export const humanizeDuration = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  if (seconds === 0) return `${fourDigits(seconds)}s`;
  if (Math.abs(seconds) < 1) return `${scaledUp(seconds)}s`;
  const sign = seconds < 0 ? "-" : "";
  const whole = Math.floor(Math.abs(seconds));
  const [d, h, m, s] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3_600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  if (d > 0) return `${sign}${d}d ${h}h ${m}m ${s}s`;
  if (h > 0) return `${sign}${h}h ${m}m ${s}s`;
  if (m > 0) return `${sign}${m}m ${s}s`;
  return `${sign}${fourDigits(Math.abs(seconds))}s`;
};

/** `{{ $value | humanizeTimestamp }}`, of seconds since 1970: `2026-03-01 12:00:00 +0000 UTC` */
export const humanizeTimestamp = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  const [day = "", time = ""] = new Date(Math.trunc((seconds * 1e9) / 1e6)).toISOString().slice(0, -1).split("T");
  return `${day} ${time.replace(/\.?0+$/, "")} +0000 UTC`;
};
