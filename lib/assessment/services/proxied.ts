/** Whom a page asks through the proxy before it: `/api` in its code, and where a `location /api/` of the proxy sends that. */
import type { Project } from "../project";
import type { CodeFacts } from "./code";
import { evidence, type Mention } from "./hint";
import { isAside } from "./paths";

interface Route {
  readonly path: string;
  readonly mention: Mention;
}

const LOCATION = /^\s{0,40}location\s{1,10}(?:(?:\^~|=|~\*?)\s{0,10})?\^?(\/[\w\-/.]{1,100})/;
const TARGET = /\b(?:proxy_pass|grpc_pass|uwsgi_pass|fastcgi_pass)\s{1,10}\S/;

/** Lines of one file that are looked through. */
const MOST = 2000;

export const routesOf = (project: Project): readonly Route[] =>
  project.files
    .filter(({ name, path }) => /\.conf(?:\.template)?$/.test(name) && !isAside(path))
    .flatMap((file) => {
      let path: string | undefined;
      return (project.text(file) ?? "")
        .split("\n")
        .slice(0, MOST)
        .flatMap((raw, index): readonly Route[] => {
          const line = raw.slice(0, 500);
          if (/^\s{0,40}location\b/.test(line)) path = LOCATION.exec(line)?.[1];
          return path === undefined || !TARGET.test(line)
            ? []
            : [
                {
                  path: path.replace(/\/$/, ""),
                  mention: { text: line, confidence: "likely", evidence: evidence(file.path, index + 1, line) },
                },
              ];
        });
    });

/** A page's own words decide: what it never asks for is somebody else's way. */
export const askedThrough = (routes: readonly Route[], { sources, kind }: CodeFacts): readonly Mention[] =>
  kind?.value !== "frontend"
    ? []
    : routes
        .filter(({ path }) =>
          sources.some(({ text }) => ['"', "'", "`"].some((quote) => text.includes(`${quote}${path}`))),
        )
        .map(({ mention }) => mention);
