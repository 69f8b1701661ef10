/** Lines that nobody has typed: whoever looks at a text line by line is kept from them. */

/** Whether a line of the text is longer than so many characters. */
export const hasLineOver = (text: string, most: number): boolean => {
  let from = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", from)) {
    if (at - from > most) return true;
    from = at + 1;
  }
  return text.length - from > most;
};
