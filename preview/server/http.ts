/** What the page asks: dashboards, the state of things, Prometheus and the log store; on loopback only. */
import { createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { DashboardJson } from "../data/dashboard-json";
import type { State } from "../data/served";
import type { LogStore } from "../logs/store";

/** What is served at this moment. */
export interface Served {
  readonly state: State;
  readonly dashboards: ReadonlyMap<string, DashboardJson>;
  readonly prometheus: string;
  readonly logs: LogStore;
}

export interface Serving {
  readonly url: string;
  /** Tells every open page to ask again. */
  readonly changed: () => void;
  readonly close: () => void;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** @param files folder of the built page */
export const serve = async (port: number, files: string, served: () => Served): Promise<Serving> => {
  const pages = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://preview");
    if (url.pathname === "/api/events") return subscribe(response, pages);
    if (url.pathname.startsWith("/api/"))
      return void answer(url, served()).then(
        ({ status, body }) => json(response, status, body),
        (error: unknown) => json(response, 400, { error: error instanceof Error ? error.message : String(error) }),
      );
    file(request, response, url.pathname, files);
  });
  await listening(server, port);
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    changed: () => pages.forEach((page) => page.write("data: changed\n\n")),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", done);
  });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const answer = async (url: URL, { state, dashboards, prometheus, logs }: Served): Promise<Answer> => {
  const [, , subject, ...rest] = url.pathname.split("/");
  const ask = (name: string): string => url.searchParams.get(name) ?? "";
  const range = { from: Number(ask("from")), to: Number(ask("to")) };
  switch (subject) {
    case "state":
      return { status: 200, body: state };
    case "dashboards": {
      const uid = decodeURIComponent(rest[0] ?? "");
      const found = dashboards.get(uid);
      return found === undefined
        ? { status: 404, body: { error: `${state.environment} has no dashboard "${uid}".` } }
        : { status: 200, body: found };
    }
    case "prometheus":
      return askPrometheus(`${prometheus}/api/v1/${rest.join("/")}`, url.searchParams);
    case "logs":
      return rest[0] === "label"
        ? { status: 200, body: { values: logs.values(ask("label"), ask("stream"), range) } }
        : {
            status: 200,
            body: logs.answer(ask("query"), {
              ...range,
              step: ask("step"),
              instant: ask("instant") === "true",
              limit: Number(ask("limit")),
            }),
          };
  }
  return { status: 404, body: { error: `${url.pathname} is nothing that the preview has.` } };
};

/** Queries can be longer than an address may be. */
const askPrometheus = async (url: string, query: URLSearchParams): Promise<Answer> => {
  const isQuery = /\/query(_range)?$/.test(url);
  const response = isQuery
    ? await fetch(url, { method: "POST", body: query })
    : await fetch(`${url}?${query.toString()}`);
  const body = (await response.json()) as { readonly status: string; readonly error?: string };
  return { status: response.status, body };
};

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
};

const subscribe = (response: ServerResponse, pages: Set<ServerResponse>): void => {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  pages.add(response);
  response.on("close", () => pages.delete(response));
};

/** Every address but those of files is the page's own. */
const file = (request: IncomingMessage, response: ServerResponse, path: string, files: string): void => {
  const name = /^\/[\w.-]+\.\w+$/.test(path) && existsSync(join(files, path)) ? path : "/index.html";
  if (request.method !== "GET") {
    response.writeHead(405).end();
    return;
  }
  response.writeHead(200, {
    "content-type": TYPES[extname(name)] ?? "application/octet-stream",
    "cache-control": "no-store",
  });
  createReadStream(join(files, name)).pipe(response);
};
