/**
 * The template that Express has answered a request under. Express keeps the path of a route as it was written, but of what its routers are
 * mounted on only the part of the URL that matched, and even that is gone when an error has left the router. So the route is looked up
 * in the tree of routers, and its mounts are described from there.
 */
import { mountTemplate, routePath, type Layer, type Route } from "./express-layer";

/** What is read of a request of Express 4 or 5. */
export interface ExpressRequest {
  readonly originalUrl?: string;
  readonly url?: string;
  readonly baseUrl?: string;
  readonly route?: Route;
  readonly app?: unknown;
}

/** The mounts that lead to a route, from the outside inwards. */
type Chain = readonly Layer[];

/** Undefined for a request that no route took, and no router either. */
export function expressRoute(req: ExpressRequest): string | undefined {
  const { route, baseUrl = "" } = req;
  if (!route) return baseUrl === "" ? undefined : tidy(`${mountedAt(req, baseUrl)}/*`);
  const root = rootOf(req.app);
  const templates = isRouting(root) ? settledOf(root) : undefined;
  return templates?.get(route) ?? search(route, req, root, templates);
}

/** Templates that are the same for each request: the route has one place, under mounts of one path each. A router may serve several applications. */
const settled = new WeakMap<Routing, WeakMap<Route, string>>();

function settledOf(root: Routing): WeakMap<Route, string> {
  const known = settled.get(root);
  if (known) return known;
  const begun = new WeakMap<Route, string>();
  settled.set(root, begun);
  return begun;
}

function search(
  route: Route,
  req: ExpressRequest,
  root: unknown,
  templates: WeakMap<Route, string> | undefined,
): string {
  const chains = [...chainsTo(route, stackOf(root), appsAbove(req.app))];
  const path = pathOf(req.originalUrl ?? req.url ?? "/");
  for (const chain of chains) {
    const mounts = templateOfChain(chain, path);
    if (mounts === undefined) continue;
    const template = joined(mounts.template, route);
    if (chains.length === 1 && mounts.alwaysSame) templates?.set(route, template);
    return template;
  }
  // A router behind a function of the application's own, which nobody can look into.
  const { baseUrl = "" } = req;
  return joined(baseUrl === "" ? "" : mountedAt(req, baseUrl), route);
}

function templateOfChain(chain: Chain, path: string): { template: string; alwaysSame: boolean } | undefined {
  let rest = path;
  let template = "";
  let alwaysSame = true;
  for (const layer of chain) {
    const mount = mountTemplate(layer, rest);
    if (!mount) return undefined;
    template += mount.template;
    alwaysSame &&= mount.alwaysSame;
    rest = rest.slice(mount.matched.length) || "/";
  }
  return { template, alwaysSame };
}

function* chainsTo(
  route: Route,
  stack: readonly Layer[],
  apps: readonly unknown[],
  chain: Chain = [],
): Generator<Chain> {
  for (const layer of stack) {
    if (layer.route === route) yield chain;
    const inner = innerOf(layer, apps);
    if (inner && chain.length < DEEPEST) yield* chainsTo(route, stackOf(inner.router), inner.apps, [...chain, layer]);
  }
}
/** Routers that are mounted on themselves have no end. */
const DEEPEST = 20;

/** The template of what a request is mounted on, where no route tells it: static files, a router behind a function. */
const mountedAt = (req: ExpressRequest, baseUrl: string): string =>
  templateOfMount(stackOf(rootOf(req.app)), appsAbove(req.app), baseUrl) ?? "/*";

function templateOfMount(
  stack: readonly Layer[],
  apps: readonly unknown[],
  rest: string,
  depth = 0,
): string | undefined {
  for (const layer of stack) {
    const mount = layer.route ? undefined : mountTemplate(layer, rest);
    if (!mount) continue;
    if (mount.matched.length >= rest.length) return mount.template;
    const inner = innerOf(layer, apps);
    const after =
      inner &&
      depth < DEEPEST &&
      templateOfMount(stackOf(inner.router), inner.apps, rest.slice(mount.matched.length), depth + 1);
    if (after !== undefined && after !== false) return mount.template + after;
  }
  return undefined;
}

/** What a layer leads into: a router, or the application that is mounted there, which its layer hides in a function. */
function innerOf(
  { handle, name }: Layer,
  apps: readonly unknown[],
): { router: unknown; apps: readonly unknown[] } | undefined {
  if (stackOf(handle).length > 0) return { router: handle, apps };
  return name === "mounted_app" && apps.length > 0 ? { router: apps[0], apps: apps.slice(1) } : undefined;
}

interface Routing {
  readonly stack?: unknown;
  /** Of an application of Express 4, which throws when asked for `router`. */
  readonly _router?: unknown;
  readonly router?: unknown;
  readonly parent?: unknown;
}
const isRouting = (value: unknown): value is Routing =>
  (typeof value === "function" || typeof value === "object") && value !== null;

function stackOf(router: unknown): readonly Layer[] {
  if (!isRouting(router)) return [];
  if (Array.isArray(router.stack)) return router.stack as readonly Layer[];
  if (isRouting(router._router)) return stackOf(router._router);
  return "lazyrouter" in router || !isRouting(router.router) ? [] : stackOf(router.router);
}

const parentOf = (app: unknown): unknown => (isRouting(app) ? app.parent : undefined);
const rootOf = (app: unknown): unknown => (parentOf(app) === undefined ? app : rootOf(parentOf(app)));
/** The applications between the outermost and the one that answers, that one included. */
const appsAbove = (app: unknown): readonly unknown[] =>
  parentOf(app) === undefined ? [] : [...appsAbove(parentOf(app)), app];

const pathOf = (url: string): string => /^[^?#]*/.exec(url)?.[0] ?? url;

/** An expression stays as it is, slashes and all. */
const joined = (mounts: string, route: Route): string =>
  typeof route.path === "string" ? tidy(mounts + route.path) : mounts + routePath(route);

/** `/orders` and `/orders/` are one route to Express, unless it is told to be strict. */
const tidy = (template: string): string => template.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
