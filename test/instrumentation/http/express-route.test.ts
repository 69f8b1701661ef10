/** The template that Express has answered under, in all the ways in which its routers are put together. */
import express from "express";
import express4 from "express4";
import { expressMetrics } from "../../../instrumentation/src/http";
import { eventually, requestsOf } from "./counted";
import { serve, stopAll } from "./frameworks";

afterEach(stopAll);

type Express = typeof express;
type App = ReturnType<Express>;

/** Routers up to Express 5.2 leave what they have matched on the layer, and do not tell how it was written. */
function asBefore53(app: App): void {
  interface Layer {
    match(path: string): false | { path: string; params: Record<string, string> };
    handle?: { stack?: readonly Layer[] };
    rawPath?: unknown;
  }
  const age = (layer: Layer): void => {
    const match = layer.match.bind(layer);
    const { rawPath } = layer;
    const known = new Map<string, ReturnType<Layer["match"]>>();
    delete layer.rawPath;
    Object.assign(layer, {
      // The router itself wants the newer answer while it handles a request; at its end only the template is asked for.
      match: (path: string) => {
        const found = match(path);
        known.set(path, found);
        if (!found) return false;
        return new Error().stack?.includes("express-layer")
          ? (Object.assign(layer, { path: found.path, params: found.params }), true)
          : { ...found, pattern: rawPath };
      },
    });
    layer.handle?.stack?.forEach(age);
  };
  (app.router as unknown as { stack: readonly Layer[] }).stack.forEach(age);
}

const versions: readonly { readonly version: string; readonly make: Express; readonly change?: (app: App) => void }[] =
  [
    { version: "5", make: express },
    { version: "5, before 5.3", make: express, change: asBefore53 },
    { version: "4", make: express4 },
  ];

const answer = (_req: unknown, res: { send(text: string): unknown }): void => void res.send("fine");

interface Case {
  readonly title: string;
  readonly build: (app: App, make: Express) => void;
  /** Paths in the order in which they are asked for, and what they count under. */
  readonly asked: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    title: "a mount with parameters",
    build: (app, make) => app.use("/shops/:shop/floors/:floor", make.Router().get("/items/:item", answer)),
    // The first one looks like the template itself, and must not teach anything wrong.
    asked: {
      "/shops/floors/floors/shops/items/items": "GET /shops/:shop/floors/:floor/items/:item 200",
      "/shops/1/floors/2/items/3": "GET /shops/:shop/floors/:floor/items/:item 200",
      "/shops/a%20b/floors/%C3%A4/items/3": "GET /shops/:shop/floors/:floor/items/:item 200",
    },
  },
  {
    title: "a router within a router within a router",
    build: (app, make) => {
      const inner = make.Router().get("/:id", answer);
      const middle = make.Router({ mergeParams: true }).use("/:b", inner);
      app.use("/api", make.Router().use("/:a", middle));
    },
    asked: { "/api/1/2/3": "GET /api/:a/:b/:id 200", "/API/1/2/3/": "GET /api/:a/:b/:id 200" },
  },
  {
    title: "the root of a router",
    build: (app, make) => app.use("/orders", make.Router().get("/", answer)),
    asked: { "/orders": "GET /orders 200", "/orders/": "GET /orders 200", "/orders/?page=2": "GET /orders 200" },
  },
  {
    title: "the root of everything",
    build: (app) => app.get("/", answer),
    asked: { "/": "GET / 200", "/?a": "GET / 200" },
  },
  {
    title: "one router in two places",
    build: (app, make) => {
      const items = make.Router().get("/items/:item", answer);
      app.use("/shops/:shop", items);
      app.use("/stores", items);
    },
    asked: {
      "/shops/1/items/2": "GET /shops/:shop/items/:item 200",
      "/stores/items/2": "GET /stores/items/:item 200",
      "/shops/2/items/2": "GET /shops/:shop/items/:item 200",
    },
  },
  {
    title: "one router under a list of paths",
    build: (app, make) => app.use(["/a/:x", "/b/:y"], make.Router().get("/c", answer)),
    asked: { "/a/1/c": "GET /a/:x/c 200", "/b/2/c": "GET /b/:y/c 200", "/a/3/c": "GET /a/:x/c 200" },
  },
  {
    title: "a route of several paths",
    build: (app) => app.get(["/a", "/b/:id"], answer),
    asked: { "/a": "GET /a|/b/:id 200", "/b/1": "GET /a|/b/:id 200" },
  },
  {
    title: "a route of an expression",
    build: (app) => app.get(/^\/v\d+$/, answer),
    asked: { "/v1": "GET /^\\/v\\d+$/ 200", "/v2": "GET /^\\/v\\d+$/ 200" },
  },
  {
    title: "an application within an application",
    build: (app, make) => {
      const inner = make();
      inner.use("/rooms/:room", make.Router().get("/beds/:bed", answer));
      inner.get("/", answer);
      const middle = make();
      middle.use("/floors/:floor", inner);
      app.use("/hotels/:hotel", middle);
    },
    asked: {
      "/hotels/1/floors/2/rooms/3/beds/4": "GET /hotels/:hotel/floors/:floor/rooms/:room/beds/:bed 200",
      "/hotels/1/floors/2": "GET /hotels/:hotel/floors/:floor 200",
    },
  },
  {
    title: "a router that a function hides",
    build: (app, make) => {
      const hidden = make.Router().get("/items/:item", answer);
      app.use("/lazy/:id", (req, res, next) => hidden(req, res, next));
    },
    asked: { "/lazy/1/items/2": "GET /lazy/:id/items/:item 200" },
  },
  {
    title: "a middleware that answers where it is mounted",
    build: (app) => app.use("/assets/:version", answer),
    asked: { "/assets/1/logo.svg": "GET /assets/:version/* 200", "/assets/2/a/b/c.css": "GET /assets/:version/* 200" },
  },
  {
    title: "a middleware that answers everything",
    build: (app) => app.use((_req, res) => void res.status(401).end()),
    asked: { "/secret/1": "GET unmatched 401" },
  },
  {
    title: "an error within a router, answered outside of it",
    build: (app, make) => {
      const router = make.Router().get("/:id", () => {
        throw new Error("thrown");
      });
      app.use("/orders/:year", router);
      app.use(((error, _req, res, next) =>
        error ? void res.status(500).end() : next()) as express.ErrorRequestHandler);
    },
    asked: { "/orders/2024/1": "GET /orders/:year/:id 500" },
  },
  {
    title: "a route that passes on",
    build: (app) => app.get("/orders/:id", (_req, _res, next) => next()),
    asked: { "/orders/1": "GET /orders/:id 404" },
  },
];

/** Asked in the client's spelling, which is nobody's name for a route. */
const spellings: readonly (Case & { readonly only?: readonly string[] })[] = [
  {
    title: "a mount that a client spells its own way, first and last",
    build: (app, make) => app.use("/api", make.Router().get("/x", answer)),
    asked: { "/ApI/x": "GET /api/x 200", "/api/x": "GET /api/x 200", "/API/x": "GET /api/x 200" },
  },
  {
    title: "mounts without routes that clients spell their own way",
    build: (app) => app.use("/assets", answer).use("/other/:kind", answer),
    asked: {
      "/AsSeTs/a.svg": "GET /assets/* 200",
      "/OtHer/A/1": "GET /other/:kind/* 200",
      "/OTHER/b/2": "GET /other/:kind/* 200",
    },
  },
  {
    title: "a mount with capital letters",
    build: (app, make) => app.use("/API/v1.Beta", make.Router().get("/x", answer)),
    asked: { "/api/v1.beta/x": "GET /API/v1.Beta/x 200", "/aPi/V1.beta/x": "GET /API/v1.Beta/x 200" },
    only: ["5", "4"],
  },
  {
    title: "capital letters whose spelling is lost",
    build: (app, make) => app.use("/API", make.Router().get("/x", answer)),
    asked: { "/aPi/x": "GET /api/x 200", "/API/x": "GET /api/x 200" },
    only: ["5, before 5.3"],
  },
  {
    title: "capital letters that an outer router tells apart",
    build: (app, make) => {
      const told = make.Router({ caseSensitive: true });
      app.use(told.use("/Api", make.Router().get("/x", answer)).use("/api", make.Router().get("/y", answer)));
    },
    asked: { "/Api/x": "GET /Api/x 200", "/api/y": "GET /api/y 200" },
  },
];

describe.each(versions)("Express $version", ({ version, make, change }) => {
  const all = [...cases, ...spellings.filter(({ only }) => only?.includes(version) ?? true)];
  test.each(all)("$title", async ({ build, asked }) => {
    const { metrics, url } = await serve((collector) => {
      const app = make();
      app.use(expressMetrics(collector));
      build(app, make);
      change?.(app);
      return app;
    });
    const expected: Record<string, number> = {};
    for (const [path, key] of Object.entries(asked)) {
      await (await fetch(url + path)).text();
      expected[key] = (expected[key] ?? 0) + 1;
      await eventually(async () => expect(await requestsOf(metrics)).toEqual(expected));
    }
  });
});

test.each(versions)("a router of two applications has a prefix in each: Express $version", async ({ make }) => {
  const shared = make.Router().get("/x", answer);
  const mounted = (prefix: string) =>
    serve((collector) => {
      const app = make();
      app.use(expressMetrics(collector));
      return app.use(prefix, shared);
    });
  for (const prefix of ["/public", "/internal", "/public"]) {
    const { metrics, url } = await mounted(prefix);
    await (await fetch(`${url}${prefix}/x`)).text();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ [`GET ${prefix}/x 200`]: 1 }));
  }
});

test.each([
  { mount: "/v:version(\\d+)/x", path: "/v12/x/a", route: "/v:version/x/a" },
  { mount: "/V:version(\\d+)/x", path: "/v12/X/a", route: "/V:version/x/a" },
  { mount: "/users/:id(\\d+)", path: "/users/42/a", route: "/users/:id/a" },
])("Express 4 knows parameters that take some values only: $mount", async ({ mount, path, route }) => {
  const { metrics, url } = await serve((collector) => {
    const app = express4();
    app.use(expressMetrics(collector));
    app.use(mount, express4.Router().get("/a", answer));
    return app;
  });
  await (await fetch(url + path)).text();
  await eventually(async () => expect(await requestsOf(metrics)).toEqual({ [`GET ${route} 200`]: 1 }));
});

test.each([versions[0], versions[2]])("a mount by an expression is named by it: Express $version", async (version) => {
  const { metrics, url } = await serve((collector) => {
    const app = version?.make() ?? express();
    app.use(expressMetrics(collector));
    app.use(/^\/shop-\d+/, (version?.make ?? express).Router().get("/a", answer));
    return app;
  });
  for (const shop of [1, 2, 3]) await (await fetch(`${url}/shop-${shop}/a`)).text();
  await eventually(async () => expect(Object.values(await requestsOf(metrics))).toEqual([3]));
});
