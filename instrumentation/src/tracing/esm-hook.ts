/** Lets instrumentations reach what ES modules import: `import` goes past the hooks of `require`, and can only be hooked before the application is loaded. */
import { readFileSync } from "node:fs";
import { createRequire, isBuiltin, register, syncBuiltinESMExports } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

/** Loads the hook for the modules of these names; all others, the application's own among them, are loaded as ever. */
export function hookEsModules(names: readonly string[]): void {
  const packages = names.map((name) => new RegExp(`/node_modules/${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/`));
  // The very copy that the SDK's instrumentations listen to.
  const { resolve } = createRequire(createRequire(__filename).resolve("@opentelemetry/sdk-node"));
  const hook = pathToFileURL(resolve("@opentelemetry/instrumentation/hook.mjs"));
  // Node loads what `--require` names in the thread of the hooks as well, which would start tracing there once more.
  setEnvironmentData(HOOKS_THREAD, true);
  register(hook, { data: { include: [...names, ...packages] } });
  setEnvironmentData(HOOKS_THREAD, false);
}

const HOOKS_THREAD = "@cdktf-observability/instrumentation: thread of the hooks";

/** Whether this is the thread in which Node runs the hook of `import`, and nothing of the application. */
export function isHooksThread(): boolean {
  return getEnvironmentData(HOOKS_THREAD) === true;
}

/**
 * Loads those that are Node's own, so that they are changed now, and shows the change to `import { get } from "node:http"` too. An instrumentation changes a module once: when `require` is
 * first (by a package that the program imports before), names that are imported stayed what they were.
 */
export function changeBuiltIns(names: readonly string[]): void {
  const load = createRequire(__filename);
  for (const name of names) if (isBuiltin(name)) load(name);
  syncBuiltinESMExports();
}

/**
 * Whether the program that Node was started with may consist of ES modules. Only a `.cjs`, or a `.js` of a package that says `"type": "commonjs"`, surely does not:
 * without a type Node looks at what is written in a file. The hook costs a thread, so it is not loaded for nothing.
 */
export function mayBeEsModules(program: string | undefined = process.argv[1]): boolean {
  // The hook of the main thread serves its workers.
  if (!isMainThread) return false;
  if (program === undefined) return true;
  if (program.endsWith(".cjs") || program.endsWith(".cts")) return false;
  if (program.endsWith(".mjs") || program.endsWith(".mts")) return true;
  return typeOfPackage(dirname(program)) !== "commonjs";
}

/** The `type` of the nearest package.json. */
function typeOfPackage(folder: string): string | undefined {
  try {
    const { type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: string };
    return type;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? undefined : typeOfPackage(parent);
  }
}
