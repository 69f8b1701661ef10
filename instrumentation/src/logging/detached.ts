/** Keeps small texts in memory without the large ones that they were cut from. */

/** A copy of its own: what V8 cuts out of a text keeps all of that text alive. */
export const detached = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
