/** What a service needs to work, by the names under which it is registered. */
import { httpDependency, postgresDependency, redisDependency, type Dependency } from "../packs";
import type { Host } from "./service";

/**
 * A server or service that is registered, by its name, or what `postgresDependency`, `redisDependency` and `httpDependency` make of anything
 * else.
 */
export type Needed =
  | { readonly postgres: string }
  | { readonly redis: string }
  | { readonly http: { readonly namespace: string; readonly name: string } }
  | Dependency;

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
