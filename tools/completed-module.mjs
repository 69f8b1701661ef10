/**
 * Lets a program be built whose module was released without files that its source embeds: some projects compile their web
 * interface only for their own releases. The build then reads a copy of the module, as pinned, with stand-ins for what is absent.
 */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/**
 * @param {string} folder of the go.mod that pins the module
 * @param {import("./tools.mjs").Completion} completion
 * @param {string} scratch a folder that does not exist yet; its owner removes it when the build is done
 * @returns {Promise<string>} the file for `go build -modfile`
 */
export async function completedModule(folder, { module, files }, scratch) {
  const copy = join(scratch, "module");
  await copyWritable(await downloaded(folder, module), copy);
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(copy, path)), { recursive: true });
    // Never in place of what upstream has released.
    fs.writeFileSync(join(copy, path), text, { flag: "wx" });
  }
  const pins = fs.readFileSync(join(folder, "go.mod"), "utf8");
  fs.writeFileSync(join(scratch, "go.mod"), `${pins}\nreplace ${module} => ${JSON.stringify(copy)}\n`);
  fs.copyFileSync(join(folder, "go.sum"), join(scratch, "go.sum"));
  return join(scratch, "go.mod");
}

/**
 * @param {string} folder
 * @param {string} module
 * @returns {Promise<string>} where Go keeps the pinned version, after comparing it with go.sum
 */
async function downloaded(folder, module) {
  const env = { ...process.env, GOWORK: "off" };
  const { stdout } = await promisify(execFile)("go", ["mod", "download", "-json", module], { cwd: folder, env });
  return JSON.parse(stdout).Dir;
}

/**
 * Go's own copy is read-only, its folders too.
 * @param {string} from
 * @param {string} to
 */
async function copyWritable(from, to) {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyWritable(source, target);
    else await fs.promises.writeFile(target, await fs.promises.readFile(source));
  }
}
