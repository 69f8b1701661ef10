/** What the documents are made of: pages with an address, and headings that links can name. */
import type { Assessment } from "../assessment";
import type { Finding, Model } from "../model";

/** All that a document may speak of. */
export interface Documented {
  /** The environment. */
  readonly model: Model;
  /** The project that the environment watches, where somebody has looked at it. */
  readonly assessment?: Assessment;
  /** What the checks have found, where somebody has asked them already: they take seconds. @default they are asked */
  readonly findings?: readonly Finding[];
}

export interface Page {
  /** Below `docs/generated/`: `prod/metrics.md`. */
  readonly path: string;
  readonly title: string;
  /** What it is for, in one sentence, for the index. */
  readonly purpose: string;
  readonly text: string;
}

/** The anchor that GitHub and the site give to a heading: lower case, blanks as dashes, no other signs. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

/** `# Title` and the comment that says where the page comes from. */
export const pageHead = (title: string): string =>
  `# ${title}\n\n<!-- Written by \`npm run docs\` from the environment itself. Change that, not this page. -->`;
