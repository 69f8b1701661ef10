/** Words of a stranger in a program: as a literal that means exactly them, or in a comment that cannot end early. */

/** What editors, terminals and compilers take for something else than a sign: other ends of lines, controls, changes of direction. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A string of TypeScript. */
export const literal = (text: string): string => JSON.stringify(text).replaceAll(UNSEEN, escaped);

const LONGEST_COMMENT = 120;

/** Words for a comment of one line: signs that end a line, or that nobody sees, are blanks. */
export const remark = (text: string): string => {
  const line = text
    .replaceAll(/[\u0000-\u001f]/g, " ")
    .replaceAll(UNSEEN, " ")
    .replaceAll("*/", "* /")
    .replaceAll(/\p{Cs}/gu, " ")
    .trim();
  const signs = [...line];
  return signs.length <= LONGEST_COMMENT ? line : `${signs.slice(0, LONGEST_COMMENT - 1).join("")}…`;
};
