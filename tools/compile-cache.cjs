// @ts-check
/**
 * Keeps what Node made of the files that a program loads: reading two thousand of them anew is a tenth of a synthesis. Later versions of Node do so
 * themselves where NODE_COMPILE_CACHE names a folder; `node --require tools/compile-cache.cjs` does it for Node 20, in the same folder. Without that
 * variable, or where the folder cannot be written, all goes on as it would without this.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { constants, Script } = require("node:vm");

/** It is written anew when this part of what was loaded is not in it. */
const STALE = 0.05;

const sha1 = (/** @type {string} */ text) => createHash("sha1").update(text).digest("hex");

/**
 * @param {string} file
 * @returns {Map<string, { hash: string, code: Buffer }>} by the paths of the modules; empty where there is no such file, or a damaged one
 */
const read = (file) => {
  try {
    const bytes = readFileSync(file);
    const start = 4 + bytes.readUInt32LE(0);
    const index = /** @type {[string, string, number, number][]} */ (JSON.parse(bytes.toString("utf8", 4, start)));
    return new Map(
      index.map(([path, hash, from, to]) => [path, { hash, code: bytes.subarray(start + from, start + to) }]),
    );
  } catch {
    return new Map();
  }
};

/**
 * In one step, so that nobody reads half of it.
 * @param {string} file
 * @param {ReadonlyMap<string, { hash: string, script: Script }>} loaded
 */
const write = (file, loaded) => {
  const codes = /** @type {Buffer[]} */ ([]);
  let end = 0;
  const index = [...loaded].map(([path, { hash, script }]) => {
    const code = script.createCachedData();
    codes.push(code);
    end += code.length;
    return [path, hash, end - code.length, end];
  });
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, Buffer.concat([length, head, ...codes]));
    renameSync(draft, file);
  } catch {
    // The next run is no faster than this one, and that is all.
  }
};

/**
 * What Node gives to each module under this name.
 * @param {any} module
 */
const requireOf = (module) =>
  Object.assign((/** @type {string} */ id) => module.require(id), {
    resolve: Object.assign(
      (/** @type {string} */ request, /** @type {object | undefined} */ options) =>
        /** @type {any} */ (Module)._resolveFilename(request, module, false, options),
      { paths: (/** @type {string} */ request) => /** @type {any} */ (Module)._resolveLookupPaths(request, module) },
    ),
    main: process.mainModule,
    extensions: /** @type {any} */ (Module)._extensions,
    cache: /** @type {any} */ (Module)._cache,
  });

/** @param {string} folder */
const keep = (folder) => {
  // V8 takes only what the same V8 made, told the same.
  const file = join(
    folder,
    `${sha1([process.version, process.arch, process.env.NODE_OPTIONS, ...process.execArgv].join(" "))}.bin`,
  );
  const kept = read(file);
  const loaded = /** @type {Map<string, { hash: string, script: Script }>} */ (new Map());
  let missing = 0;
  const { prototype } = /** @type {any} */ (Module);
  const compile = prototype._compile;
  prototype._compile = function (/** @type {string} */ content, /** @type {string} */ path) {
    // What loads modules of the other kind, and what begins with the name of its interpreter, is left to Node.
    if (content.includes("import(") || content.startsWith("#!")) return compile.call(this, content, path);
    const hash = sha1(content);
    const known = kept.get(path);
    const cachedData = known?.hash === hash ? known.code : undefined;
    const script = new Script(/** @type {any} */ (Module).wrap(content), { filename: path, cachedData });
    // Undefined where there was none.
    if (script.cachedDataRejected !== false) missing += 1;
    loaded.set(path, { hash, script });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, path, dirname(path));
  };
  process.on("exit", () => {
    if (missing > loaded.size * STALE) write(file, loaded);
  });
};

const folder = process.env.NODE_COMPILE_CACHE;
if (folder) keep(folder);
