/** Configuration of proxies: nginx, HAProxy, Envoy, Caddy, Traefik and Apache, where it sends requests on. */
import type { Project, ProjectFile } from "../project";
import { aside, seen, type Observation } from "./observation";

export const proxies = (project: Project): readonly Observation[] =>
  project.files.filter(({ path }) => !aside(path)).flatMap((file) => ofFile(project, file));

const ofFile = (project: Project, file: ProjectFile): readonly Observation[] => {
  const known = FILES.find(([name]) => name.test(file.name));
  if (known === undefined) return [];
  const [, balancer, sends] = known;
  if ((balancer === "nginx" || balancer === "apache") && besideFrontend(project, file)) return [];
  const found = lineWith(project.text(file), sends);
  return found === undefined
    ? []
    : [seen({ kind: "balancers", name: balancer }, "certain", file, found.line, found.text)];
};

/** Names of files, what they configure, and the words that send a request on. Each is asked of one line at a time. */
const FILES: readonly (readonly [RegExp, string, RegExp])[] = [
  [/^haproxy.{0,40}\.cfg(?:\.\w{1,10})?$/i, "haproxy", /^\s{0,40}(?:backend|listen|default_backend|server)\s/],
  [/^envoy.{0,40}\.(?:ya?ml|json)$/i, "envoy", /(?:static_resources|dynamic_resources|clusters)["\s]{0,4}:/],
  [/^Caddyfile(?:\.\w{1,20})?$/i, "caddy", /^\s{0,40}(?:reverse_proxy|php_fastcgi)\s/],
  [/^traefik\.(?:ya?ml|toml)$/i, "traefik", /entrypoints|providers/i],
  [/(?:httpd|apache|vhost|000-default).{0,40}\.conf$/i, "apache", /^\s{0,40}(?:ProxyPass|BalancerMember)\b/i],
  [
    /\.(?:conf|conf\.template|conf\.tmpl|conf\.j2|conf\.erb|nginx|vhost)$|^nginx/i,
    "nginx",
    /^\s{0,40}(?:(?:proxy|fastcgi|uwsgi|grpc|scgi)_pass\s|upstream\s)/,
  ],
];

/** The web server of a frontend's own image passes calls on, and balances nothing. */
const besideFrontend = (project: Project, file: ProjectFile): boolean => {
  const folders = file.path.split("/").slice(0, -1);
  const near = [folders.join("/"), folders.slice(0, -1).join("/")];
  return near.some((folder, index) => (index === 0 || folders.length > 0) && isFrontend(project, folder));
};

const FRONTENDS: ReadonlySet<string> = new Set([
  "react-dom",
  "react-scripts",
  "vue",
  "@angular/core",
  "svelte",
  "next",
  "nuxt",
]);

const isFrontend = (project: Project, folder: string): boolean =>
  project.dependencies.some(
    ({ file, name, ecosystem }) =>
      ecosystem === "npm" &&
      FRONTENDS.has(name) &&
      file.path === (folder === "" ? "package.json" : `${folder}/package.json`),
  );

/** Whether what a service mounts from a path sends requests on; undefined where nothing of it is in the project. */
export const balancesIn = (project: Project, mounted: string): boolean | undefined => {
  const path = mounted.replace(/^(?:\.{1,2}\/){1,5}/, "").replace(/\/$/, "");
  if (path === "" || path.startsWith("/")) return undefined;
  const files = project.files.filter(
    (file) =>
      (file.path === path ||
        file.path.endsWith(`/${path}`) ||
        file.path.startsWith(`${path}/`) ||
        file.path.includes(`/${path}/`)) &&
      FILES.some(([name]) => name.test(file.name)),
  );
  if (files.length === 0) return undefined;
  return files.some((file) =>
    FILES.some(([name, , sends]) => name.test(file.name) && lineWith(project.text(file), sends) !== undefined),
  );
};

/** The first line that says so, within a bound. */
export const lineWith = (
  text: string | undefined,
  pattern: RegExp,
): { readonly line: number; readonly text: string } | undefined => {
  if (text === undefined) return undefined;
  const lines = text.slice(0, 200_000).split("\n", 5000);
  const index = lines.findIndex((line) => pattern.test(line.slice(0, 500)));
  return index === -1 ? undefined : { line: index + 1, text: lines[index] ?? "" };
};
