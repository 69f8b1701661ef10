/** The tables of plug-ins. */
import { pluginNames, pluginOf, type Kind } from "../../lib/pipeline";

const KINDS: readonly Kind[] = ["source", "filter", "match", "parser", "formatter", "buffer", "storage"];

test("there are more than sixty, each with names that Fluentd could have", () => {
  const all = KINDS.flatMap((kind) => pluginNames(kind).map((name) => [kind, name] as const));
  expect(all.length).toBeGreaterThan(50);
  for (const [kind, name] of all)
    for (const parameter of Object.keys(pluginOf(kind, name)?.parameters ?? {}))
      expect(parameter).toMatch(/^[a-z]\w*$/i);
});

test.each<readonly [kind: Kind, name: string, parameter: string, shape: object]>([
  ["source", "tail", "path", { type: "text", required: true }],
  ["source", "tail", "exclude_path", { type: "list", required: false }],
  ["match", "loki", "password", { secret: true }],
  ["match", "loki", "line_format", { type: ["json", "key_value"] }],
  ["match", "s3", "s3_bucket", { required: true }],
  ["match", "elasticsearch", "suppress_type_name", { type: "bool" }],
  ["parser", "regexp", "time_key", { type: "text" }],
  ["parser", "regexp", "expression", { type: "regexp", required: true }],
  ["buffer", "file", "overflow_action", { type: ["throw_exception", "block", "drop_oldest_chunk"] }],
  ["buffer", "file", "total_limit_size", { type: "size" }],
])("%s %s: %s", (kind, name, parameter, shape) =>
  expect(pluginOf(kind, name)?.parameters[parameter]).toMatchObject(shape),
);

test("outputs take buffers and a secondary, sources do not", () => {
  expect(Object.keys(pluginOf("match", "loki")?.sections ?? {})).toEqual(["buffer", "secondary", "label"]);
  expect(Object.keys(pluginOf("source", "systemd")?.sections ?? {})).toEqual(["storage", "entry"]);
});

test("what is not known is not there, whatever it is called", () => {
  for (const name of ["lokki", "constructor", "__proto__", ""]) expect(pluginOf("match", name)).toBeUndefined();
});
