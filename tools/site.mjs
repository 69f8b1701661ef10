/** `node tools/site.mjs FOLDER`: README.md and docs/ as a site that opens from disk. */
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installIn } from "./install.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [folder = "site"] = process.argv.slice(2);

const build = () => {
  const { status } = spawnSync(
    process.execPath,
    [join(root, "tools", "site", "build.mjs"), root, resolve(root, folder)],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  return status ?? 1;
};

process.exitCode =
  installIn(join(root, "tools", "site"), "installing what the site is made with; takes a few seconds, once") || build();
