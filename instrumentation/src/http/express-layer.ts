/**
 * One mount of Express, described as it was written: Express from 5.3 on keeps that, of older ones it has to be found out by trial. Express 4
 * keeps an expression that the spelling can be read from; Express 5.0 to 5.2 keep nothing, so that letters that may be of either case become small.
 */

export interface Route {
  /** As written: a text, an expression, or a list of them. */
  readonly path: unknown;
}

/** What Express's routers hold for each `use` and each route. */
export interface Layer {
  readonly name?: string;
  readonly handle?: unknown;
  readonly route?: Route;
  /** Says whether a path begins with the mount: older routers leave the details on the layer, newer ones return them. */
  match(path: string): boolean | Match;
  /** Of the last match of an older router. */
  readonly path?: string;
  readonly params?: Match["params"];
  /** Express 4. */
  readonly regexp?: RegExp;
  /** Express 5. */
  readonly matchers?: readonly { readonly name: string }[];
}

interface Match {
  /** The part of the URL. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What it was mounted with; from Express 5.3 on. */
  readonly pattern?: string | RegExp;
}

export interface Mount {
  /** The beginning of the URL that it stands for. */
  readonly matched: string;
  readonly template: string;
  /** Whether each URL that matches leads to this template. */
  readonly alwaysSame: boolean;
}

/** Undefined if the path does not begin with the mount. */
export function mountTemplate(layer: Layer, path: string): Mount | undefined {
  const match = matchOf(layer, path);
  if (!match) return undefined;
  const alwaysSame = (layer.matchers?.length ?? 1) === 1 && !layer.regexp?.source.includes("|^");
  return { matched: match.path, template: templateOf(layer, match), alwaysSame };
}

export const routePath = ({ path }: Route): string => (Array.isArray(path) ? path.map(String).join("|") : String(path));

function matchOf(layer: Layer, path: string): Match | undefined {
  const match = layer.match(path);
  if (typeof match === "object") return match;
  return match ? { path: layer.path ?? "", params: layer.params ?? {} } : undefined;
}

function templateOf(layer: Layer, match: Match): string {
  if (match.path === "") return "";
  if (match.pattern !== undefined) return String(match.pattern);
  if (layer.regexp && !layer.regexp.source.includes(END_OF_MOUNT)) return String(layer.regexp);
  if (layer.matchers?.some(({ name }) => name === "regexpMatcher")) return "/*";
  return foundOut(layer, match);
}
/** How Express 4 ends the expression that it makes of a text. */
const END_OF_MOUNT = "(?=\\/|$)";

/** No path of a person holds it. */
const PROBE = "~probe~";

/**
 * A segment that can be replaced without losing the match is a parameter: the one that has the replacement for its value. Parameters that
 * take only some values, or a part of a segment, are found by their value.
 */
function foundOut(layer: Layer, { path, params }: Match): string {
  const segments = path.split("/");
  const left = new Map(Object.entries(params));
  const probed = segments.map((segment, index) => {
    if (segment === "") return segment;
    const match = matchOf(layer, segments.with(index, PROBE).join("/"));
    const [name] = Object.entries(match?.params ?? {}).find(([, value]) => value === PROBE) ?? [];
    if (name === undefined) return undefined;
    left.delete(name);
    return `:${name}`;
  });
  return probed
    .map((template, index) => {
      if (template !== undefined) return template;
      const segment = segments[index] ?? "";
      const anyCase = matchOf(layer, segments.with(index, swappedCase(segment)).join("/")) !== undefined;
      const literal = (text: string): string => (anyCase ? asWritten(text, layer.regexp) : text);
      return withoutValues(segment, left, literal);
    })
    .join("/");
}

const swappedCase = (text: string): string => {
  const small = text.toLowerCase();
  return text === small ? text.toUpperCase() : small;
};

/** The client's spelling of a literal part as the mount has it; in small letters where that cannot be told. */
function asWritten(text: string, regexp: RegExp | undefined): string {
  const small = text.toLowerCase();
  const source = regexp?.source.replaceAll("\\.", ".") ?? "";
  const at = text === "" ? -1 : source.toLowerCase().indexOf(`/${small}`);
  return at < 0 ? small : source.slice(at + 1, at + 1 + text.length);
}

function withoutValues(
  segment: string,
  params: Map<string, string | readonly string[] | undefined>,
  literal: (text: string) => string,
): string {
  for (const [name, value] of params) {
    const raw = typeof value === "string" && value !== "" ? encodeURIComponent(value) : undefined;
    const written = [raw, typeof value === "string" ? value : undefined].find((text) => text && segment.includes(text));
    if (written === undefined) continue;
    params.delete(name);
    const at = segment.indexOf(written);
    return `${literal(segment.slice(0, at))}:${name}${literal(segment.slice(at + written.length))}`;
  }
  return literal(segment);
}
