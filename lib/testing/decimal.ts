/** Numbers as people write them: what floating point adds in the sixteenth digit is no part of a test. */

/** `28.499999999999996` → `28.5`; the spelling is one that Prometheus reads. */
export const withoutDust = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return String(Number.parseFloat(value.toPrecision(12)));
};
