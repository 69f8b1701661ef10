// What the functions of Go templates, sprig and Helm do to a symbolic value; those that need the chart itself stand in trace.mjs.
import { SymbolicValue } from "./symbolic-value.mjs";

const names = (text) => text.trim().split(/\s+/);

/** Gives back one of its arguments, or them merged. */
const PASSES =
  names(`default coalesce ternary or and required deepCopy mustDeepCopy merge mustMerge mergeOverwrite mustMergeOverwrite
  concat append mustAppend prepend uniq mustUniq compact mustCompact without reverse sortAlpha omit pick rest initial slice
  shuffle int int64 float64 atoi values`);

/** Changes nothing but the space around a text. */
const FRAMES = names("trim nindent indent");

/** Writes its arguments into a text. */
const WRITES = names(`println quote squote trimAll trimSuffix trimPrefix trunc replace split regexSplit
  b64enc b64dec toString cat substr regexReplaceAll regexReplaceAllLiteral mustRegexReplaceAll mustRegexReplaceAllLiteral regexFind
  html urlquery base dir ceil floor round add add1 sub mul div mod addf subf mulf divf max min toDecimal kebabcase snakecase camelcase
  nospace wrap repeat abbrev semver toStrings urlParse urlJoin htpasswd`);

/** Says something about its arguments, which do not appear in what is rendered. */
const ASKS =
  names(`eq ne lt le gt ge not empty all any len contains has hasPrefix hasSuffix regexMatch mustRegexMatch semverCompare
  sha256sum sha1sum adler32sum fail until untilStep seq randAlphaNum randAlpha randNumeric randAscii uuidv4 lookup now date genCA
  genSignedCert genSelfSignedCert getHostByName unset kindIs kindOf typeIs typeOf typeIsLike`);

const SERIALIZES = names("toYaml mustToYaml toYamlPretty toJson mustToJson toRawJson toPrettyJson toToml");

const DESERIALIZES = names("fromYaml fromYamlArray fromJson fromJsonArray mustFromJson");

const nothing = () => new SymbolicValue();

/** What was serialized whole and read back is the value itself again; a text that only contains it stays a text. */
function deserialized(value) {
  const joined = SymbolicValue.join([value, nothing()]);
  joined.words = new Set();
  joined.text = new Map();
  for (const [key, entry] of value.text)
    if (entry.whole && entry.alone) joined.refs.set(key, { path: entry.path, tpl: entry.tpl });
    else joined.text.set(key, entry);
  return joined;
}

/** `functions[name](args, trace)`; `trace` offers read(path), whole(path) and kindAsked(path, kind). */
export const functions = new Map([
  ...PASSES.map((name) => [name, (args) => SymbolicValue.join([...args, nothing()])]),
  ...WRITES.map((name) => [name, (args) => SymbolicValue.join(args.map((arg) => arg.asText()).concat(nothing()))]),
  ...FRAMES.map((name) => [name, (args) => SymbolicValue.join([args.at(-1) ?? nothing(), nothing()])]),
  ...ASKS.map((name) => [name, nothing]),
  ...SERIALIZES.map((name) => [name, ([value = nothing()], trace) => trace.serialize(value)]),
  ...DESERIALIZES.map((name) => [name, ([value = nothing()]) => deserialized(value)]),
  ["print", (args) => formatted(args.map((arg) => [arg]))],
  ["printf", ([format, ...args]) => formatted([[format], ...args.map((arg) => [arg])], true)],
  ["upper", ([value]) => cased(value, (word) => word.toUpperCase())],
  ["lower", ([value]) => cased(value, (word) => word.toLowerCase())],
  ["title", ([value]) => cased(value, (word) => word.charAt(0).toUpperCase() + word.slice(1))],
  ["join", ([, value = nothing()]) => joinedText(value)],
  ["list", (args) => SymbolicValue.list(args)],
  ["tuple", (args) => SymbolicValue.list(args)],
  ["dict", dict],
  ["set", set],
  ["splitList", ([, value]) => SymbolicValue.join([value, nothing()])],
  ["first", ([value], trace) => trace.at(value, nothing())],
  ["last", ([value], trace) => SymbolicValue.join([lastWord(value), trace.at(value, nothing())])],
  ["index", ([value = nothing(), ...keys], trace) => keys.reduce((at, key) => trace.at(at, key), value)],
  ["get", ([value, key], trace) => trace.at(value, key)],
  ["hasKey", ([value, key], trace) => (trace.at(value, key), nothing())],
  ["pluck", ([key, ...values], trace) => SymbolicValue.list(values.map((value) => trace.at(value, key)))],
  ["keys", ([value], trace) => (trace.elements(value), nothing())],
  ["dig", dig],
  ["kindIs", ([kind, value], trace) => kindAsked(value, kind, trace)],
  ["typeIs", ([kind, value], trace) => kindAsked(value, kind, trace)],
  ["kindOf", ([value], trace) => kindAsked(value, undefined, trace)],
  ["typeOf", ([value], trace) => kindAsked(value, undefined, trace)],
  ["eq", compared],
  ["ne", compared],
  ["has", ([needle, hay], trace) => compared([needle, ...(hay?.items ?? [])], trace)],
]);

function cased(value, change) {
  const text = value.asText();
  for (const word of value.words) text.words.add(change(word));
  return text;
}

/** `print "a" "b"` and `printf "a-%s" "b"` of literal texts are literal texts again: they name defines and keys. */
function formatted(args, withFormat = false) {
  const values = args.flat();
  const text = SymbolicValue.join(values.map((value) => value.asText()).concat(nothing()));
  const literal = ({ refs, text: written, words }) => refs.size === 0 && written.size === 0 && words.size > 0;
  if (!values.every(literal)) return text;
  let words = withFormat ? [...values[0].words] : [""];
  for (const { words: parts } of withFormat ? values.slice(1) : values)
    words = words.flatMap((word) =>
      [...parts].map((part) => (withFormat ? word.replace(/%[svd]/, () => part) : word + part)),
    );
  for (const word of words.slice(0, 100)) text.words.add(word);
  return text;
}

/** The elements of a list in one text. */
function joinedText(value) {
  const text = nothing();
  text.addText(
    [...value.textEntries()].map((entry) => ({ ...entry, whole: true, listed: !entry.whole, alone: false })),
  );
  return text;
}

/** `splitList "-" "zone-a" | last` */
function lastWord(value) {
  const joined = value.asText();
  joined.words = new Set([...value.words].map((word) => word.split("-").at(-1)));
  return joined;
}

function dict(args) {
  const value = SymbolicValue.dict([]);
  for (let i = 0; i < args.length; i += 2)
    for (const word of args[i].words.size ? args[i].words : ["*"]) value.setField(word, args[i + 1] ?? nothing());
  return value;
}

function set([value, key, field = nothing()]) {
  for (const word of key.words.size ? key.words : ["*"]) value.setField(word, field);
  return value;
}

function dig(args, trace) {
  const keys = args.slice(0, -2);
  const [otherwise, value] = args.slice(-2);
  return SymbolicValue.join([keys.reduce((at, key) => trace.at(at, key), value), otherwise]);
}

function kindAsked(value, kind, trace) {
  for (const { path } of value?.refs.values() ?? []) trace.kindAsked(path, kind ? [...kind.words] : ["any"]);
  return nothing();
}

function compared(args, trace) {
  const words = args.flatMap((arg) => [...arg.words]);
  for (const arg of args) for (const { path } of arg.refs.values()) trace.compared(path, words);
  return nothing();
}
