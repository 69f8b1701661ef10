// @ts-check
/**
 * Keeps what Node made of the files that a program loads, and where it found them: to find, read and compile two thousand of them anew is a sixth of a
 * synthesis. Later versions of Node keep the compiled code themselves where NODE_COMPILE_CACHE names a folder; `node --require tools/compile-cache.cjs`
 * does it for Node 20, in the same folder. Without that variable, or where the folder cannot be written, all goes on as it would without this.
 */
const { createHash } = require("node:crypto");
const Module = require("node:module");
const { dirname, isAbsolute, join } = require("node:path");
const { Script } = require("node:vm");
const { read, stampOf, write } = require("./kept.cjs");

/** It is written anew when this part of what was loaded is not in it. */
const STALE = 0.05;

/** What Node has, and its types do not say. */
const internals = /** @type {any} */ (Module);

/**
 * What Node gives to each module under this name.
 * @param {any} module
 */
const requireOf = (module) =>
  Object.assign((/** @type {string} */ id) => module.require(id), {
    resolve: Object.assign(
      (/** @type {string} */ request, /** @type {object | undefined} */ options) =>
        internals._resolveFilename(request, module, false, options),
      { paths: (/** @type {string} */ request) => internals._resolveLookupPaths(request, module) },
    ),
    main: process.mainModule,
    extensions: internals._extensions,
    cache: internals._cache,
  });

/**
 * Node takes only what the same Node made, told the same.
 * @param {string} folder
 */
const fileIn = (folder) => {
  const { arch, env, execArgv, version } = process;
  const told = JSON.stringify([version, arch, env.NODE_OPTIONS, env.NODE_PATH, execArgv]);
  return join(folder, `${createHash("sha1").update(told).digest("hex")}.bin`);
};

/** @param {string} folder */
const keep = (folder) => {
  const file = fileIn(folder);
  const kept = read(file);
  const found = /** @type {import("./kept.cjs").Found} */ (new Map());
  const stamps = /** @type {Map<string, string>} */ (new Map());
  const loaded = /** @type {Map<string, { wrapped: string, script: Script, code: Buffer | undefined }>} */ (new Map());
  let missing = 0;

  const { _resolveFilename: resolve } = internals;
  internals._resolveFilename = function (
    /** @type {string} */ request,
    /** @type {any} */ parent,
    /** @type {any[]} */ ...more
  ) {
    // From whom nobody knows, for the program itself, or with other folders to look into.
    if (!parent?.filename || more.some(Boolean)) return resolve.call(this, request, parent, ...more);
    const asked = `${dirname(parent.filename)}\0${request}`;
    const path = kept.found.get(asked) ?? resolve.call(this, request, parent, ...more);
    // Not what is Node's own.
    if (isAbsolute(path)) found.set(asked, path);
    return path;
  };

  const load = internals._extensions[".js"];
  internals._extensions[".js"] = (/** @type {any} */ module, /** @type {string} */ path) => {
    const stamp = stampOf(path);
    stamps.set(path, stamp);
    const known = kept.modules.get(path);
    if (kept.unmoved && known?.stamp === stamp) compiled(module, path, known.wrapped);
    else load(module, path);
  };

  const compiled = (/** @type {any} */ module, /** @type {string} */ path, /** @type {string} */ wrapped) => {
    const known = kept.modules.get(path);
    const cachedData = known?.wrapped === wrapped ? known.code : undefined;
    const script = new Script(wrapped, { filename: path, cachedData });
    // Undefined where there was none.
    const usable = script.cachedDataRejected === false;
    if (!usable) missing += 1;
    loaded.set(path, { wrapped, script, code: usable ? cachedData : undefined });
    const run = script.runInThisContext();
    run.call(module.exports, module.exports, requireOf(module), module, path, dirname(path));
  };

  const { _compile: compile } = internals.prototype;
  internals.prototype._compile = function (/** @type {string} */ source, /** @type {string} */ path) {
    // What loads modules of the other kind, and what begins with the name of its interpreter, is left to Node.
    if (source.includes("import(") || source.startsWith("#!")) return compile.call(this, source, path);
    compiled(this, path, internals.wrap(source));
  };

  process.on("exit", () => {
    if (kept.unmoved && missing <= loaded.size * STALE) return;
    const modules = new Map(
      [...loaded].map(([path, { wrapped, script, code }]) => [
        path,
        { stamp: stamps.get(path) ?? "", wrapped, code: code ?? script.createCachedData() },
      ]),
    );
    write(file, { found, modules });
  });
};

const folder = process.env.NODE_COMPILE_CACHE;
if (folder) keep(folder);
