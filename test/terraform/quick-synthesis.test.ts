/** That the short way from constructs to files ends where cdktf's own ends: in the same files, or in the same refusal. */
import {
  App,
  Aspects,
  Fn,
  Lazy,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
  type TerraformMetaArguments,
} from "cdktf";
import { Construct } from "constructs";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { synthesizeQuickly } from "../../lib/terraform";

/** A resource with any attributes. */
class Thing extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: Record<string, unknown>,
    meta: TerraformMetaArguments = {},
  ) {
    super(scope, id, { terraformResourceType: "thing", ...meta });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes;
  }
}

type Define = (app: App) => void;

const stacksIn = (app: App): readonly TerraformStack[] =>
  app.node.findAll().filter((node) => TerraformStack.isStack(node));

/** Texts of all files by stack, or what is said instead. */
const outcome = (define: Define, before: (app: App) => void): unknown => {
  const outdir = mkdtempSync(path.join(tmpdir(), "quick-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    define(app);
    before(app);
    app.synth();
    return Object.fromEntries([
      ["manifest", readFileSync(path.join(outdir, "manifest.json"), "utf8")],
      ...stacksIn(app).map(({ node: { id } }) => [
        id,
        readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8").replaceAll(outdir, "OUT"),
      ]),
    ]);
  } catch (error) {
    // Behind the first line, cdktf says where the token was made.
    return (error as Error).message.split("\n")[0];
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const quick = (define: Define): unknown => outcome(define, (app) => stacksIn(app).forEach(synthesizeQuickly));
const byCdktf = (define: Define): unknown => outcome(define, () => undefined);

/** One resource in a stack with a variable. */
const attributes =
  (make: (variable: TerraformVariable) => unknown): Define =>
  (app) => {
    const stack = new TerraformStack(app, "stack");
    const value = make(new TerraformVariable(stack, "v", { type: "string" }));
    new Thing(stack, "thing", { value, nested: { value, list: [value] } });
  };

const depth = (levels: number): unknown => (levels === 0 ? "end" : { in: depth(levels - 1) });

test.each<[string, Define]>([
  [
    "plain data",
    attributes(() => ({ b: [1, -0, Number.NaN, null, undefined, "x"], a: { c: [], d: {} }, e: undefined })),
  ],
  ["texts that look like numbers", attributes(() => ["1e5", "-1e-5 2.e+3", "12e+297", "31e7f2", "e+298"])],
  ["texts that look like templates", attributes(() => ["${x}", "$${x} }", "%{if}", "${TfToken[", "TfToken[x]"])],
  ["odd keys", attributes(() => JSON.parse('{"__proto__": {"a": 1}, "1e5": 2, "": 3, "10": 4, "9": 5}') as unknown)],
  ["a date", attributes(() => new Date(0))],
  [
    "an instance",
    attributes(
      () =>
        new (class Point {
          x = 1;
          undefined = undefined;
        })(),
    ),
  ],
  [
    "a token of text",
    attributes((v) => [v.stringValue, `a ${v.stringValue} b $${v.stringValue}`, `\${f(${v.stringValue})}`]),
  ],
  ["a token of a number", attributes((v) => [v.numberValue, `a${v.numberValue}b`, v.numberValue])],
  ["a token of a list", attributes((v) => v.listValue)],
  ["a token of numbers", attributes((v) => Token.asNumberList(v.value))],
  ["a token of a map", attributes((v) => Token.asStringMap(v.value))],
  ["a key with a token", attributes((v) => ({ [`a${v.stringValue}`]: v.stringValue, "${k}": 1 }))],
  ["a token itself", attributes((v) => v.value)],
  [
    "what is known late",
    attributes(() =>
      Lazy.anyValue({ produce: () => ({ b: [undefined, Lazy.stringValue({ produce: () => "late" })], a: 1 }) }),
    ),
  ],
  ["text that is known late", attributes(() => `${Lazy.stringValue({ produce: () => "${x} 1e5" })}!`)],
  ["nothing, late", attributes(() => Token.asString(Lazy.anyValue({ produce: () => undefined })))],
  ["a list, late, as text", attributes(() => Token.asString(Lazy.anyValue({ produce: () => ["x"] })))],
  ["a function of Terraform", attributes((v) => Fn.join("-", [v.stringValue, "${x}"]))],
  ["150 levels", attributes(() => depth(150))],
  [
    "metadata, outputs, overrides",
    (app) => {
      const stack = new TerraformStack(app, "stack");
      const scope = new Construct(stack, "scope");
      const first = new Thing(scope, "first", { list: ["a"], "//": { note: 1 } });
      first.addOverride("list", ["b"]);
      first.addOverride("deep.er", { x: first.fqn });
      const second = new Thing(
        scope,
        "second",
        { ref: first.getStringAttribute("id") },
        { dependsOn: [first], count: 2, lifecycle: { preventDestroy: true } },
      );
      second.overrideLogicalId("renamed");
      new Thing(stack, "old", {}).moveTo("there");
      new Thing(stack, "new", {}).addMoveTarget("there");
      new Thing(stack, "taken", {}).importFrom("the-id");
      new TerraformOutput(scope, "out", { value: second.fqn, sensitive: true });
      new TerraformOutput(stack, "top", { value: [first.getStringAttribute("id"), 1] });
      stack.addOverride("terraform.required_version", ">= 1.11");
      stack.addOverride("resource.thing.renamed.ref", Lazy.stringValue({ produce: () => "overridden" }));
      stack.addOverride("resource.thing.renamed.count", undefined);
    },
  ],
  [
    "two resources of one name",
    (app) => {
      const stack = new TerraformStack(app, "stack");
      for (const [id, content] of [
        ["one", { a: ["x"], b: 1 }],
        ["two", { a: ["y"], b: 2 }],
      ] as const)
        new Thing(stack, id, content).overrideLogicalId("same");
    },
  ],
  [
    "one stack that needs another, and a stack in a stack",
    (app) => {
      const first = new TerraformStack(app, "first");
      const second = new TerraformStack(app, "second");
      const inner = new TerraformStack(second, "inner");
      const thing = new Thing(first, "thing", { a: 1 });
      new Thing(second, "user", { id: thing.getStringAttribute("id"), same: `x-${thing.getStringAttribute("id")}` });
      new Thing(inner, "user", { id: thing.getStringAttribute("id") });
    },
  ],
  [
    "an aspect",
    (app) => {
      const stack = new TerraformStack(app, "stack");
      new Thing(stack, "thing", { a: 1 });
      Aspects.of(stack).add({ visit: (node) => void (node instanceof Thing && node.addOverride("a", 2)) });
    },
  ],
  [
    "a synthesizer of its own",
    (app) => {
      const stack = new TerraformStack(app, "stack");
      new Thing(stack, "thing", { a: [] });
      stack.synthesizer = {
        synthesize: ({ manifest, outdir }) => {
          const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
          mkdirSync(path.join(outdir, workingDirectory));
          writeFileSync(path.join(outdir, synthesizedStackPath), JSON.stringify(stack.toTerraform()));
        },
      };
    },
  ],
  [
    "a stack that goes its own way",
    (app) => {
      class Own extends TerraformStack {
        override toTerraform(): unknown {
          return { own: [] };
        }
      }
      new Own(app, "own");
    },
  ],
])("%s: the same files", (_, define) => {
  const files = quick(define);
  expect(files).toEqual(expect.objectContaining({ manifest: expect.any(String) as string }));
  expect(files).toEqual(byCdktf(define));
});

test.each<[string, Define, string]>([
  ["a function", attributes(() => () => 1), "/resource/thing/thing/value"],
  ["a construct", attributes((v) => v.node.root.node.findChild("stack")), "/resource/thing/thing/value"],
  ["more than 200 levels", attributes(() => depth(250)), "circular"],
  ["a text that looks like a token", attributes(() => "${TfToken[NOBODY.1]}"), "NOBODY.1"],
  ["a number that looks like a token", attributes(() => "-8.1096018552592215e+298"), "unknown number Token"],
  ["a token of a list in a text", attributes((v) => `x ${v.listValue[0]}`), "list"],
  [
    "a token's refusal",
    attributes(() =>
      Lazy.stringValue({
        produce: () => {
          throw new Error("not yet");
        },
      }),
    ),
    "not yet",
  ],
])("%s: the same refusal", (_, define, words) => {
  const refusal = quick(define);
  expect(refusal).toContain(words);
  expect(refusal).toEqual(byCdktf(define));
});

test("an aspect may read what will be written", () => {
  const read = (run: (define: Define) => unknown): unknown => {
    const seen: unknown[] = [];
    run((app) => {
      const stack = new TerraformStack(app, "stack");
      new Thing(stack, "thing", { a: 1 });
      Aspects.of(stack).add({ visit: () => seen.push((stack.toTerraform() as { resource: unknown }).resource) });
    });
    return seen;
  };
  expect(read(quick)).toContainEqual({ thing: { thing: expect.objectContaining({ a: 1 }) as unknown } });
  expect(read(quick)).toEqual(read(byCdktf));
});

test("what is known late is asked for as often as by cdktf: to prepare and to write", () => {
  const counted = (run: (define: Define) => unknown): number => {
    let times = 0;
    run(
      (app) =>
        void new Thing(new TerraformStack(app, "s"), "t", {
          a: Lazy.stringValue({ produce: () => `${(times += 1)}` }),
        }),
    );
    return times;
  };
  expect(counted(quick)).toBe(counted(byCdktf));
});
