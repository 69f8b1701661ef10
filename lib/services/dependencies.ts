/** What a service needs to work, by the names under which it is registered. */
import * as z from "zod";
import { isMap } from "../charts";
import { dnsLabel, once, withOwn, type Dashboard, type ServiceDependency } from "../model";
import { httpDependency, postgresDependency, redisDependency, type Dependency, type DependencyProps } from "../packs";
import type { Host, NeededServer, Product } from "./service";

/** A server that somebody else has registered with an `exporter`, which runs in that namespace. */
interface Elsewhere {
  readonly name: string;
  readonly namespace: string;
}

/**
 * A server that is registered in the same place, by its name; one that is registered elsewhere with an `exporter`, by its name and the namespace of
 * that exporter; a service, by its name; or what `postgresDependency`, `redisDependency` and `httpDependency` make of anything else.
 */
export type Needed =
  | { readonly postgres: string | Elsewhere }
  | { readonly redis: string | Elsewhere }
  | { readonly http: Elsewhere }
  | Dependency;

const elsewhere = z.strictObject({ name: dnsLabel, namespace: dnsLabel });

const named = z.union([
  z.strictObject({ postgres: z.union([dnsLabel, elsewhere]) }),
  z.strictObject({ redis: z.union([dnsLabel, elsewhere]) }),
  z.strictObject({ http: elsewhere }),
]);

const isDependency = (value: unknown): boolean =>
  isMap(value) && Array.isArray(value["panels"]) && isMap(value["link"]);

/** What is said of a service that needs others. */
export const needingShape = {
  /**
   * What it needs to work, shown on its dashboard: `[{ postgres: "orders-db" }, { redis: "carts" }]` by the names under which servers are
   * registered with the same platform, before or after; `{ postgres: { name: "orders-db", namespace: "shop" } }` where another repository has
   * registered it, with the namespace in which its exporter runs. @default none
   */
  dependencies: z
    .array(
      z.custom<Needed>((value) => named.safeParse(value).success || isDependency(value), {
        error: "is nothing that a service can need",
        params: {
          mend: 'write { postgres: "…" }, { redis: "…" }, { postgres: { name, namespace } } for a server of another repository, { http: { namespace, name } }, or what e.g. postgresDependency({ … }) makes',
        },
      }),
    )
    .readonly()
    .default([]),
} as const;

/** The same as plain data. */
export const dependenciesOf = (needed: readonly Needed[]): readonly ServiceDependency[] =>
  needed.map((each): ServiceDependency => {
    if ("postgres" in each) return { kind: "postgres", ...placeOf(each.postgres) };
    if ("redis" in each) return { kind: "redis", ...placeOf(each.redis) };
    return "http" in each ? { kind: "http", ...each.http } : { kind: "other", name: each.name };
  });

const placeOf = (server: string | Elsewhere): Elsewhere | Pick<Elsewhere, "name"> =>
  typeof server === "string" ? { name: server } : server;

/** The servers that must be registered in the same place. */
export const neededServers = (needed: readonly Needed[], path: string): readonly NeededServer[] =>
  needed.flatMap((each, index): readonly NeededServer[] => {
    const place = `${path}.dependencies[${index}]`;
    if ("postgres" in each && typeof each.postgres === "string")
      return [{ path: `${place}.postgres`, product: "postgres", name: each.postgres }];
    if ("redis" in each && typeof each.redis === "string")
      return [{ path: `${place}.redis`, product: "redis", name: each.redis }];
    return [];
  });

/**
 * A dashboard that shows what is needed. It is computed when somebody looks: by then all servers are registered, whose labels it asks for.
 * @param make the dashboard of the service, whatever it needs
 */
export const showing = (
  needed: readonly Needed[],
  host: Host,
  make: (dependencies: readonly Dependency[]) => Dashboard,
): Dashboard => {
  if (needed.length === 0) return make([]);
  const whole = once(() => make(needed.map((each) => dependencyOf(each, host))));
  return withOwn(make([]), {}, { rows: () => whole().rows, links: () => whole().links });
};

const dependencyOf = (needed: Needed, host: Host): Dependency => {
  if ("postgres" in needed) return postgresDependency(serverOf("postgres", needed.postgres, host));
  if ("redis" in needed) return redisDependency(serverOf("redis", needed.redis, host));
  if ("http" in needed) return httpDependency({ namespace: needed.http.namespace, service: needed.http.name });
  return needed;
};

const serverOf = (product: Product, server: string | Elsewhere, { namespace, servers }: Host): DependencyProps => {
  // One that nobody has registered is a finding, whatever is shown of it.
  const { name, ...there } = typeof server === "string" ? { name: server, namespace } : server;
  const registered = typeof server === "string" ? servers(product).get(name) : undefined;
  return { name, ...(registered ?? { ...there, service: exporterOf(product, name) }) };
};

/** What the Service of a registered server's exporter is called. */
export const exporterOf = (product: Product, name: string): string => `${product}-exporter-${name}`;
