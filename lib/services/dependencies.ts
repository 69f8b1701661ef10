/** What a service needs to work, by the names under which it is registered. */
import * as z from "zod";
import { isMap } from "../charts";
import { dnsLabel } from "../model";
import { httpDependency, postgresDependency, redisDependency, type Dependency } from "../packs";
import type { Host } from "./service";

/**
 * A server that is registered with an `exporter` in the same place, by its name; a service, by its name; or what `postgresDependency`,
 * `redisDependency` and `httpDependency` make of anything else.
 */
export type Needed =
  | { readonly postgres: string }
  | { readonly redis: string }
  | { readonly http: { readonly namespace: string; readonly name: string } }
  | Dependency;

const named = z.union([
  z.strictObject({ postgres: dnsLabel }),
  z.strictObject({ redis: dnsLabel }),
  z.strictObject({ http: z.strictObject({ namespace: dnsLabel, name: dnsLabel }) }),
]);

const isDependency = (value: unknown): boolean =>
  isMap(value) && Array.isArray(value["panels"]) && isMap(value["link"]);

/** What is said of a service that needs others. */
export const needingShape = {
  /** What it needs to work, shown on its dashboard: `[{ postgres: "orders-db" }, { redis: "carts" }]`. @default none */
  dependencies: z
    .array(
      z.custom<Needed>((value) => named.safeParse(value).success || isDependency(value), {
        error: "is nothing that a service can need",
        params: {
          mend: 'write { postgres: "…" }, { redis: "…" }, { http: { namespace, name } }, or what e.g. postgresDependency({ … }) makes',
        },
      }),
    )
    .readonly()
    .default([]),
} as const;

export const dependenciesOf = (needed: readonly Needed[], { namespace }: Host): readonly Dependency[] =>
  needed.map((each) => {
    if ("postgres" in each)
      return postgresDependency({ name: each.postgres, namespace, service: exporterOf("postgres", each.postgres) });
    if ("redis" in each)
      return redisDependency({ name: each.redis, namespace, service: exporterOf("redis", each.redis) });
    if ("http" in each) return httpDependency({ namespace: each.http.namespace, service: each.http.name });
    return each;
  });

/** What the Service of a registered server's exporter is called. */
export const exporterOf = (product: "postgres" | "redis", name: string): string => `${product}-exporter-${name}`;
