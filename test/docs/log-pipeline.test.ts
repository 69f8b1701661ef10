/** What the guide to the log pipeline shows compiles, and says what is so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { fluentdProps } from "../../lib/components";
import { gemsOf, IMAGE } from "../../lib/components/fluentd/gems";
import { configurationParts } from "../../lib/components/fluentd/pipeline";
import { humanBytes, parse, prometheusDuration } from "../../lib/model";
import { full } from "../components/fluentd/full";
import { loki } from "../components/fluentd/real";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "log-pipeline.md"), "utf8");
const programs = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, program = ""]) => program);

test.each(programs.map((program, index) => [index, program] as const))(
  "program %i compiles",
  (index, program) => {
    const name = join(root, "test", "docs", `program-${index}.ts`);
    const text = program.replaceAll('"cdktf-observability"', '"../../lib"');
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const host = ts.createCompilerHost({ ...options, noEmit: true });
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) =>
      file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : read(file, ...rest);
    const compiled = ts.createProgram([name], { ...options, noEmit: true }, host);
    const source = compiled.getSourceFile(name);
    const found = [...compiled.getSemanticDiagnostics(source), ...compiled.getSyntacticDiagnostics(source)];
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  },
  60_000,
);

test("its numbers are the defaults", () => {
  const { buffer, also } = parse(fluentdProps, full, "");
  for (const text of [
    humanBytes(buffer.size),
    humanBytes(buffer.chunkSize),
    ...also.map((each) => humanBytes(each.buffer.size)),
  ])
    expect(guide).toContain(text);
  expect([prometheusDuration(buffer.flushInterval), prometheusDuration(buffer.retryMaxInterval)]).toEqual([
    "5s",
    "30s",
  ]);
  expect(guide).toMatch(/after 5 seconds.*\n.*… 30 seconds/);
});

test("it names every gem, and the image that they go into", () => {
  const settings = parse(fluentdProps, full, "");
  for (const gem of gemsOf(Object.values(configurationParts(settings, loki)).flat(), settings))
    expect(guide).toContain(gem);
  expect(guide).toContain(`${IMAGE.repository}:${IMAGE.tag}`);
});
