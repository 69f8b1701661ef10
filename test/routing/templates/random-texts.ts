/** Random texts of notifications, in which everything is reached when they are filled in. */
import fc from "fast-check";
import { SIGNATURES } from "../../../lib/routing/templates/functions";

const FIELDS =
  "Status Alerts CommonLabels GroupLabels CommonAnnotations ExternalURL Labels Annotations StartsAt EndsAt Firing Resolved SortedPairs Names Values Remove Join Name Value alertname severity UTC Format Unix Year Month Sub Hours String Fingerprint";

/** Those whose verdict lies in the text that they are given, or that leave out what they need not know. */
const LEFT_OUT = new Set(
  "and or base64decode call humanizeDuration mustToDate now routeLabels tz urlUnescape".split(" "),
);
const functions = Object.keys(SIGNATURES).filter((name) => !LEFT_OUT.has(name));

const VALUES = [
  ...["$", ".", "$x", ".Status", ".Labels", ".StartsAt", ".Name", ".Annotations.summary", ".CommonLabels"],
  ...[
    "$.Alerts",
    ".Alerts",
    ".Alerts.Firing",
    "$.Alerts.Resolved",
    "$.CommonLabels.SortedPairs",
    "$.CommonLabels.Names",
  ],
  ...["(index $.Alerts 0)", "(index $.Alerts 0).StartsAt", '(index $.CommonLabels "alertname")'],
];
const LITERALS = ['"a"', '"2006"', "0", "1", "1.5", "true", "nil"];

const path = fc
  .array(fc.constantFrom(...FIELDS.split(" ")), { minLength: 1, maxLength: 3 })
  .map((names) => names.map((name) => `.${name}`).join(""));

const { expression } = fc.letrec<{ readonly value: string; readonly call: string; readonly expression: string }>(
  (tie) => ({
    value: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
      { weight: 1, arbitrary: fc.constantFrom(...LITERALS) },
      { weight: 2, arbitrary: path },
      { weight: 1, arbitrary: path.map((names) => `$x${names}`) },
      { weight: 1, arbitrary: tie("call").map((call) => `(${call})`) },
    ),
    call: fc
      .tuple(fc.constantFrom(...functions), fc.array(tie("value"), { maxLength: 2 }))
      .map((words) => words.flat().join(" ")),
    expression: fc.oneof(
      tie("value"),
      tie("call"),
      fc.tuple(tie("value"), fc.constantFrom(...functions)).map((words) => words.join(" | ")),
      fc.tuple(tie("value"), tie("call")).map((words) => words.join(" | ")),
      fc.tuple(tie("value"), tie("value")).map((words) => words.join(" ")),
    ),
  }),
);

const AROUND: readonly ((expression: string) => string)[] = [
  (each) => `{{ $x := .Status }}{{ ${each} }}`,
  (each) => `{{ $x := .CommonLabels }}{{ ${each} }}`,
  (each) => `{{ $x := .Alerts.Resolved }}{{ range ${each} }}{{ end }}`,
  (each) => `{{ range $x := .Alerts }}{{ ${each} }}{{ end }}`,
  (each) => `{{ range $name, $x := .CommonLabels }}{{ ${each} }}{{ end }}`,
  (each) => `{{ $x := true }}{{ range .CommonLabels.SortedPairs }}{{ ${each} }}{{ end }}`,
  (each) => `{{ with $x := .Alerts.Firing }}{{ ${each} }}{{ end }}`,
  (each) => `{{ define "mine" }}{{ $x := . }}{{ ${each} }}{{ end }}{{ range .Alerts }}{{ template "mine" . }}{{ end }}`,
];

export const randomTexts = fc.tuple(fc.constantFrom(...AROUND), expression).map(([around, each]) => around(each));
