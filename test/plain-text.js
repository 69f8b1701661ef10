/** Prints a text of several lines as it is, without quotes and escapes. */
module.exports = {
  test: (value) => typeof value === "string" && value.includes("\n"),
  print: (value) => value,
};
