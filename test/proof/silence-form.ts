/** What Alertmanager's page reads of a link to its form for a silence (ui/app: Parsing.elm, Utils/Filter.elm), and elm/url's queries. */

interface SilenceForm {
  readonly page: string;
  readonly matchers: Readonly<Record<string, string>>;
}

const ITEM = /^\s*([^\s{}!=~,\\"'`]+)=("(?:[^"\\]|\\.)*")\s*/u;

export const silenceMatchers = (url: string): SilenceForm => {
  const [page = "", fragment = ""] = split(url, "#");
  const [path, query = ""] = split(fragment, "?");
  if (path !== "/silences/new") throw new Error(`${url} leads to ${path}`);
  const parameters = query.split("&").flatMap((part) => {
    const sides = part.split("=");
    // Another = and the parameter is dropped. A plus stays one.
    return sides.length === 2 ? [sides.map((side) => decodeURIComponent(side))] : [];
  });
  const filter = parameters.find(([name]) => name === "filter")?.[1] ?? "";
  return { page: page.replace(/\/$/, ""), matchers: matchersIn(filter) };
};

const split = (text: string, sign: string): readonly string[] => {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const matchersIn = (filter: string): Readonly<Record<string, string>> => {
  if (!/^\{[^]*\}$/.test(filter)) throw new Error(`${filter} is no filter`);
  const matchers: [string, string][] = [];
  let rest = filter.slice(1, -1);
  while (rest !== "") {
    if (matchers.length > 0) {
      if (!rest.startsWith(",")) throw new Error(`no comma before ${rest}`);
      rest = rest.slice(1);
    }
    const match = ITEM.exec(rest);
    if (match === null) throw new Error(`${rest} is no matcher`);
    matchers.push([match[1] ?? "", JSON.parse(match[2] ?? "") as string]);
    rest = rest.slice(match[0].length);
  }
  return Object.fromEntries(matchers);
};
