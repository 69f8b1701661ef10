/**
 * From constructs to files as cdktf goes, byte for byte, in a third of the time. cdktf looks for tokens in each text and each key of all resources
 * three times, and joins the JSON of a stack anew at every level. Hundreds of services are two thousand resources and thirty megabytes.
 */
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  Tokenization,
  type ISynthesisSession,
} from "cdktf";
import { addCustomSynthesis, StackSynthesizer } from "cdktf/lib/synthesize/synthesizer";
import { deepMerge } from "cdktf/lib/util";
import type { IConstruct } from "constructs";
import * as path from "node:path";
import { writeStableJson } from "./stable-json";

const REPLACED = ["prepareStack", "toTerraform"] as const;

/** Call it before the app is synthesized. A stack that goes a way of its own keeps it. */
export const synthesizeQuickly = (stack: TerraformStack): void => {
  if (!REPLACED.every((method) => stack[method] === TerraformStack.prototype[method])) return;
  stack.prepareStack = () => prepare(stack);
  stack.toTerraform = () => jsonOf(stack);
  if (Object.getPrototypeOf(stack.synthesizer) === StackSynthesizer.prototype && !(CUSTOM_SYNTHESIS in stack))
    writeQuickly(stack);
};

/** Where cdktf keeps what `addCustomSynthesis` adds; there can be one. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** All that cdktf does with a stack (aspects, validations, assets, annotations), but for the file: it writes an empty one, which is overwritten. */
const writeQuickly = (stack: TerraformStack): void => {
  const { synthesizer } = stack;
  // Of all constructs of a stack, cdktf turns to the stack itself last. Whoever asks for its JSON earlier (aspects, validations) gets it.
  let isWriting = false;
  addCustomSynthesis(stack, { onSynthesize: () => void (isWriting = true) });
  const synthesize = (session: ISynthesisSession): void => {
    const toTerraform = stack.toTerraform.bind(stack);
    let written: unknown;
    isWriting = false;
    stack.toTerraform = (): unknown => {
      const json: unknown = toTerraform();
      if (!isWriting) return json;
      written = json;
      return {};
    };
    try {
      synthesizer.synthesize(session);
    } finally {
      stack.toTerraform = toTerraform;
    }
    // There is nothing when cdktf is told to write HCL.
    if (written === undefined) return;
    const { synthesizedStackPath } = session.manifest.forStack(stack);
    writeStableJson(path.join(session.outdir, synthesizedStackPath), written);
  };
  stack.synthesizer = { synthesize };
};

/** As `TerraformStack.prepareStack`: resolving makes what one stack needs of another. */
const prepare = (stack: TerraformStack): void => {
  stack.ensureBackendExists();
  const resolve = resolving(stack, true);
  for (const element of elementsIn(stack)) resolve(element.toTerraform());
};

/** As `TerraformStack.toTerraform`. */
const jsonOf = (stack: TerraformStack): unknown => {
  const resolve = resolving(stack, false);
  const overrides = stack["rawOverrides"] as Readonly<Record<string, unknown>>;
  const elements = elementsIn(stack);
  const metadata = {
    version: stack["cdktfVersion"] as unknown,
    stackName: stack.node.id,
    backend: "local",
    ...(Object.keys(overrides).length === 0 ? {} : { overrides: { stack: Object.keys(overrides) } }),
  };
  for (const element of elements) deepMerge(metadata, resolve(element.toMetadata()));
  const outputs = {};
  for (const element of elements) if (TerraformOutput.isTerraformOutput(element)) deepMerge(outputs, placeOf(element));
  const json = { "//": { metadata, outputs } };
  const fragments = elements.map((element) => resolve(element.toTerraform()));
  for (const fragment of fragments) deepMerge(json, fragment);
  deepMerge(json, overrides);
  return resolve(json);
};

/** The id of an output below the ids of its scopes. */
const placeOf = ({ node, friendlyUniqueId }: TerraformOutput): unknown =>
  node.path.split("/").reduceRight<unknown>((inner, id) => ({ [id]: inner }), friendlyUniqueId);

/** All of a stack but what stacks inside of it have. */
const elementsIn = (scope: IConstruct): readonly TerraformElement[] => [
  ...(TerraformElement.isTerraformElement(scope) ? [scope] : []),
  ...scope.node.children.flatMap((child) => (TerraformStack.isStack(child) ? [] : elementsIn(child))),
];

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** What cdktf may take for a token, of text, of a list or a map, or of a number in a text; all else it leaves as it is. */
const MARK = /TfToken\[|Map Token Value|[-|\d.+]e[-|\d.eE+]/;
/** cdktf's tokens for numbers are about -9e298, those for lists of numbers about -2e289. */
const SMALLEST_NUMBER_TOKEN = 1e280;
/** cdktf takes data of more than 200 levels for a circle, and refuses it. */
const DEEPEST = 190;

/** Gives what cdktf resolves a value to: a copy, for which only what may be a token is handed to cdktf, each text once. */
const resolving = (scope: TerraformStack, preparing: boolean): ((value: unknown) => unknown) => {
  const byCdktf = (value: unknown): unknown => Tokenization.resolve(value, { scope, preparing, resolver: RESOLVER });
  const texts = new Map<string, unknown>();

  const ofText = (text: string): unknown => {
    if (!MARK.test(text)) return text;
    if (!texts.has(text)) texts.set(text, byCdktf(text));
    return texts.get(text);
  };
  const ofList = (list: readonly unknown[], depth: number): unknown =>
    list.some(isListToken)
      ? byCdktf(list)
      : list.map((item) => resolved(item, depth)).filter((item) => item !== undefined);
  const ofObject = (object: object, depth: number): unknown => {
    if (object instanceof Date || Tokenization.isResolvable(object) || isConstruct(object)) return byCdktf(object);
    const keys = Object.keys(object);
    if (keys.some(isMapToken)) return byCdktf(object);
    const copy: Record<string, unknown> = {};
    for (const key of keys) {
      const name = ofText(key);
      if (typeof name !== "string") throw new TypeError(`${key} gives no text`);
      const content = resolved((object as Readonly<Record<string, unknown>>)[key], depth);
      if (content !== undefined) copy[name] = content;
    }
    return copy;
  };
  const resolved = (value: unknown, depth: number): unknown => {
    switch (typeof value) {
      case "string":
        return ofText(value);
      case "undefined":
      case "boolean":
        return value;
      case "number":
        return Math.abs(value) < SMALLEST_NUMBER_TOKEN ? value : byCdktf(value);
      case "object":
        if (value === null) return null;
        if (depth > DEEPEST) throw new RangeError("too deep");
        return Array.isArray(value) ? ofList(value, depth + 1) : ofObject(value, depth + 1);
      default:
        return byCdktf(value);
    }
  };
  return (value) => {
    try {
      return resolved(value, 0);
    } catch {
      // Asked for the whole, cdktf says in its refusal where it stands.
      return byCdktf(value);
    }
  };
};

const isListToken = (item: unknown): boolean =>
  typeof item === "string"
    ? item.includes("#{TfToken[")
    : typeof item === "number" && !(Math.abs(item) < SMALLEST_NUMBER_TOKEN);
const isMapToken = (key: string): boolean => key.includes("&{TfToken[");
/** What cdktf refuses, before it runs in circles between parents and children. */
const isConstruct = (object: object): boolean => "_children" in object && "_metadata" in object;
