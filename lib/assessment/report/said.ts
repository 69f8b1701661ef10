/** Words of a project on a page: cut to a sane length, and nothing in them is Markdown. */
import { code, prose } from "../../model";
import type { Confidence, Evidence } from "../assessment";

export const cut = (text: string, longest: number): string => {
  const signs = [...text.slice(0, 4 * longest)];
  return signs.length <= longest ? signs.join("") : `${signs.slice(0, longest - 1).join("")}…`;
};

export const word = (text: string): string => code(cut(text, 120));

/** What stands between grave accents is code; all else means nothing to Markdown. */
export const sentence = (text: string): string => {
  const parts = cut(text, 600).split("`");
  return parts.length % 2 === 0
    ? prose(parts.join("'"))
    : parts.map((part, index) => (index % 2 === 0 ? prose(part) : code(part))).join("");
};

/** `file:line` */
export const placeText = ({ file, line }: Pick<Evidence, "file" | "line">): string =>
  word(line === undefined ? file : `${file}:${line}`);

/** The first places, and how many more there are. */
export const places = (evidence: readonly Evidence[], most = 2): string => {
  const told = [...new Set(evidence.map(placeText))];
  const rest = told.length - most;
  return told.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
};

export const sureness: Readonly<Record<Confidence, string>> = {
  certain: "certain",
  likely: "likely",
  possible: "a hint",
};

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
