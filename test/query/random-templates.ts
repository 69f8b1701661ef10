/** Random annotations in Prometheus's template language, most of them a little wrong. */
import fc from "fast-check";

const WORDS: readonly string[] = [
  ...[
    "$value",
    "$labels.pod",
    "$labels",
    "$externalLabels.cluster",
    "$externalURL",
    ".Value",
    ".Labels.pod",
    "$",
    "$.Value",
  ],
  ...[
    "humanize",
    "humanizePercentage",
    "printf",
    "query",
    "first",
    "label",
    "value",
    "title",
    "len",
    "index",
    "unknown",
  ],
  ...[
    '"%.2f"',
    '"up"',
    "`up{}`",
    '"pod"',
    "5",
    "-1.5",
    "0x1F",
    "true",
    "nil",
    ".",
    "'a'",
    "$x",
    "$x :=",
    "$x =",
    "|",
    "| |",
  ],
  ...[
    "(",
    ")",
    "(len .Labels)",
    ",",
    "=",
    ":=",
    "}",
    "{",
    "[",
    "*",
    ".a.b",
    "..",
    "$labels.",
    '"open',
    "eq",
    "not",
    "and",
  ],
];

const HEADS: readonly string[] = [
  ...[
    "",
    "",
    "",
    "",
    "if",
    "range",
    "with",
    "else",
    "else if",
    "else with",
    "end",
    "break",
    "continue",
    "define",
    "template",
    "block",
  ],
  ...["range $i, $e :=", "range $e :=", "with $x :=", "$x :="],
];

const action = fc
  .tuple(
    fc.constantFrom("{{", "{{ ", "{{- ", "{{-", "{{ \n"),
    fc.constantFrom(...HEADS),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    fc.constantFrom(" ", " ", " ", "", "."),
    fc.constantFrom("}}", " }}", " }}", " -}}", "-}}", " }", ""),
  )
  .map(([open, head, words, glue, close]) => `${open}${head}${head === "" ? "" : " "}${words.join(glue)}${close}`);

const good = fc.constantFrom(
  "{{ $value | humanize }}",
  "{{ $labels.pod }}",
  "{{ if gt $value 5.0 }}",
  "{{ else }}",
  "{{ end }}",
  '{{ range query "up" }}',
  "{{ with $x := $value }}",
  "{{ . | first | value }}",
  "{{/* why */}}",
  "{{- /* why */ -}}",
  '{{ printf "%.2f" .Value }}',
  "{{ (index .Labels `pod`).x }}",
  "{{ break }}",
);

const plain = fc.constantFrom(" of ", "}}", "{", "{ {", "100 %", "\n", "");

/** Most often balanced: what is opened is ended. */
const balanced = fc.array(fc.oneof(good, plain), { maxLength: 5 }).map((parts) => {
  const opened = parts.filter((part) => /^\{\{ (if|range|with)/.test(part)).length;
  const ended = parts.filter((part) => part === "{{ end }}").length;
  return parts.join("") + "{{ end }}".repeat(Math.max(0, opened - ended));
});

export const templates: fc.Arbitrary<string> = fc.oneof(
  balanced,
  action,
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: good }, { weight: 2, arbitrary: plain }, { weight: 1, arbitrary: action }),
      { maxLength: 5 },
    )
    .map((parts) => parts.join("")),
);
