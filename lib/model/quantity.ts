/** Amounts of memory, disk and CPU with their unit in the type. */

export interface Bytes {
  readonly kind: "bytes";
  readonly bytes: number;
}

export interface Cpu {
  readonly kind: "cpu";
  readonly millicores: number;
}

export type Quantity = Bytes | Cpu;

const bytes = (count: number): Bytes => ({ kind: "bytes", bytes: Math.round(count) });

export const kibibytes = (count: number): Bytes => bytes(count * 2 ** 10);
export const mebibytes = (count: number): Bytes => bytes(count * 2 ** 20);
export const gibibytes = (count: number): Bytes => bytes(count * 2 ** 30);
export const tebibytes = (count: number): Bytes => bytes(count * 2 ** 40);

export const cores = (count: number): Cpu => ({ kind: "cpu", millicores: Math.round(count * 1_000) });
export const millicores = (count: number): Cpu => ({ kind: "cpu", millicores: count });

export const isBytes = (value: unknown): value is Bytes => kindOf(value) === "bytes";
export const isCpu = (value: unknown): value is Cpu => kindOf(value) === "cpu";

/** A share of an amount, rounded down: `fraction(gibibytes(100), 0.85)`. */
export const fraction = (amount: Bytes, share: number): Bytes => ({
  kind: "bytes",
  bytes: Math.floor(amount.bytes * share),
});

const BINARY_UNITS = ["Ti", "Gi", "Mi", "Ki"] as const;
const sizeOf = (unit: (typeof BINARY_UNITS)[number]): number => 2 ** (10 * (4 - BINARY_UNITS.indexOf(unit)));

/** Kubernetes' notation, in the largest unit that keeps it whole: `100Gi`, `1536Mi`, `500m`, `2`. */
export const kubernetesQuantity = (quantity: Quantity): string => {
  if (quantity.kind === "cpu")
    return quantity.millicores % 1_000 === 0 ? `${quantity.millicores / 1_000}` : `${quantity.millicores}m`;
  const unit = BINARY_UNITS.find((each) => quantity.bytes > 0 && quantity.bytes % sizeOf(each) === 0);
  return unit === undefined ? `${quantity.bytes}` : `${quantity.bytes / sizeOf(unit)}${unit}`;
};

/**
 * Prometheus's notation for `--storage.tsdb.retention.size`, whole mebibytes. Its `MB` is 2^20 bytes
 * (prometheus.io, "Operational aspects" of storage: units are based on powers of two).
 */
export const prometheusSize = (amount: Bytes): string => `${Math.floor(amount.bytes / 2 ** 20)}MB`;

/** For messages to people: `42.5 GiB`. */
export const humanBytes = (amount: Bytes): string => {
  const unit = BINARY_UNITS.find((each) => amount.bytes >= sizeOf(each));
  return unit === undefined ? `${amount.bytes} B` : `${Number((amount.bytes / sizeOf(unit)).toFixed(1))} ${unit}B`;
};

const kindOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? (value as { readonly kind?: unknown }).kind : undefined;
