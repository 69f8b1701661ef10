/** Spreads objects over as few releases as Helm can hold, so that one more object moves no other to another release. */
import { createHash } from "node:crypto";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

interface Written {
  readonly object: KubernetesObject;
  /** The object as YAML. */
  readonly document: string;
}

export interface Part {
  /** Ends the release's name; empty for the first part. */
  readonly suffix: string;
  readonly documents: readonly string[];
  readonly objects: readonly { readonly object: KubernetesObject; readonly bytes: number }[];
}

/**
 * Helm keeps a release in one Secret (1 MiB, kubernetes.io: Secrets), gzipped and then in base64. The YAML stands in it twice, as values and as
 * rendered: 2 * 380 kB * 4/3 stays below 1 MiB even for text that does not compress at all.
 */
export const BYTES_PER_RELEASE = 380_000;

/**
 * Each object has its place in a tree of halves, decided by its own identity alone. A part that grows too large is halved: one half keeps
 * the name, the other gets a new one, and nothing else moves.
 */
export const inParts = (written: readonly Written[]): readonly Part[] => {
  const placed = written
    .map((each) => ({ ...each, bytes: Buffer.byteLength(each.document), bits: bitsOf(each.object) }))
    .sort((a, b) => (identityOf(a.object) < identityOf(b.object) ? -1 : 1));
  return halved(placed, "").map(({ prefix, items }) => ({
    suffix: prefix.replace(/0+$/, ""),
    documents: items.map(({ document }) => document),
    objects: items.map(({ object, bytes }) => ({ object, bytes })),
  }));
};

type Placed = Written & { readonly bytes: number; readonly bits: string };

const halved = (items: readonly Placed[], prefix: string): readonly { prefix: string; items: readonly Placed[] }[] => {
  if (items.length === 0) return [];
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  if (bytes <= BYTES_PER_RELEASE || items.length === 1 || prefix.length === HASH_BITS) return [{ prefix, items }];
  return ["0", "1"].flatMap((bit) =>
    halved(
      items.filter(({ bits }) => bits.charAt(prefix.length) === bit),
      prefix + bit,
    ),
  );
};

const HASH_BITS = 32;

const bitsOf = (object: KubernetesObject): string =>
  createHash("sha256").update(identityOf(object)).digest().readUInt32BE().toString(2).padStart(HASH_BITS, "0");

/** Tokens are numbered anew with every synthesis. */
const identityOf = ({ kind, metadata: { namespace = "", name } }: KubernetesObject): string =>
  [kind, namespace, name].join("/").replaceAll(/\$\{TfToken\[.*?\]\}/g, "token");
