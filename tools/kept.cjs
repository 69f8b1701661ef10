// @ts-check
/** What `compile-cache.cjs` keeps from one run to the next, in one file: an index, then the sources and the code that Node made of them. */
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const { dirname, isAbsolute, join, resolve } = require("node:path");

/**
 * @typedef {{ stamp: string, wrapped: string, code: Buffer }} Kept a module: its source in the function that Node puts around it
 * @typedef {Map<string, string>} Found where modules were found, by the folder of who asked and what for
 * @typedef {{ found: Found, modules: Map<string, Kept>, unmoved: boolean }} Contents unmoved: all is where it was, and the modules are what was found
 * @typedef {[path: string, stamp: string, text: 0 | 1, from: number, to: number, code: number]} Entry where the source is, and how long the code
 */

/**
 * Changes with each writing of a file, and cannot be set as the time of its content can; that of a folder changes when something comes into it, leaves
 * it or is named anew.
 * @param {string} path
 * @returns {string} "" where there is none
 */
const stampOf = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.ctimeMs} ${stat.ino} ${stat.size}`;
};

/** @type {(folder: string) => string[]} itself, and all that it is in */
const upwards = (folder) => (dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))]);

/**
 * All that Node looks at when it looks for these: had any of it changed, they might be found elsewhere. What is asked for is a file, one without its
 * ending, or a folder: when it comes or goes, the stamp of the folder that it is in changes. A `package.json` says what is found in a folder, and of
 * which kind all modules below are.
 * @param {Found} found
 */
const lookedAt = (found) => {
  const packages = /** @type {Set<string>} */ (new Set());
  const named = [...found].flatMap(([asked, path]) => {
    const [from = "", request = ""] = asked.split("\0");
    const isPath = isAbsolute(request) || /^\.\.?(?:\/|$)/.test(request);
    const places = isPath ? [] : upwards(from).map((folder) => join(folder, "node_modules"));
    for (const place of places) packages.add(place);
    const targets = [path, ...(isPath ? [from] : places).map((place) => resolve(place, request))];
    return targets.map(dirname);
  });
  const folders = [...new Set(named)].filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  const told = new Set(folders.flatMap(upwards).map((folder) => join(folder, "package.json")));
  return [...new Set([...packages, ...folders, ...told])];
};

/** Nearly all sources need one byte for a letter; the others are a text of their own. */
const ENCODINGS = /** @type {const} */ (["latin1", "utf16le"]);
const IN_LATIN1 = /^[\0-\xff]*$/;

/** @type {() => Contents} */
const nothing = () => ({ found: new Map(), modules: new Map(), unmoved: false });

/**
 * @param {string} file
 * @returns {Contents} empty where there is no such file, or a damaged one
 */
const read = (file) => {
  try {
    const bytes = readFileSync(file);
    let at = 0;
    const next = (/** @type {number} */ length) => bytes.subarray(at, (at += length));
    const { found, stamps, entries, lengths } = JSON.parse(next(next(4).readUInt32LE()).toString());
    // All sources as one text, of which each is a part: as long as this, Node keeps it where it need not be moved again and again.
    const texts = ENCODINGS.map((encoding, index) => next(lengths[index]).toString(encoding));
    const modules = new Map(
      /** @type {Entry[]} */ (entries).map(([path, stamp, text, from, to, code]) => [
        path,
        { stamp, wrapped: texts[text]?.slice(from, to) ?? "", code: next(code) },
      ]),
    );
    if (at !== bytes.length) return nothing();
    const unmoved = /** @type {[string, string][]} */ (stamps).every(([path, stamp]) => stampOf(path) === stamp);
    return { found: new Map(unmoved ? found : []), modules, unmoved };
  } catch {
    return nothing();
  }
};

/**
 * In one step, so that nobody reads half of it.
 * @param {string} file
 * @param {Omit<Contents, "unmoved">} contents
 */
const write = (file, { found, modules }) => {
  const texts = { latin1: "", utf16le: "" };
  const entries = [...modules].map(([path, { stamp, wrapped, code }]) => {
    const text = IN_LATIN1.test(wrapped) ? 0 : 1;
    const from = texts[ENCODINGS[text]].length;
    texts[ENCODINGS[text]] += wrapped;
    return /** @type {Entry} */ ([path, stamp, text, from, from + wrapped.length, code.length]);
  });
  const sources = ENCODINGS.map((encoding) => Buffer.from(texts[encoding], encoding));
  const stamps = lookedAt(found).map((path) => [path, stampOf(path)]);
  const lengths = sources.map((source) => source.length);
  const head = Buffer.from(JSON.stringify({ found: [...found], stamps, entries, lengths }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, Buffer.concat([length, head, ...sources, ...[...modules.values()].map(({ code }) => code)]));
    renameSync(draft, file);
  } catch {
    // The next run is no faster than this one, and that is all.
  }
};

module.exports = { read, stampOf, write };
