/** Whoever packs a fresh checkout has not compiled it: a package without its program would be published without a word. */
import { cpSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { temporaryFolder } from "../stacks/synthesized";
import { inModules, npm, type Packed, root } from "./installed";

let checkout: string;
beforeAll(() => {
  checkout = temporaryFolder();
  for (const path of ["tsconfig.json", "contract", "instrumentation"])
    cpSync(join(root, path), join(checkout, path), {
      recursive: true,
      filter: (from) => !/(^|[\\/])(dist|node_modules)([\\/]|$)/.test(relative(root, from)),
    });
  symlinkSync(inModules(), join(checkout, "node_modules"), "junction");
});

test.each(["contract", "instrumentation"])(
  "%s compiles itself before it is packed",
  (path) => {
    const [said] = JSON.parse(npm(join(checkout, path), "pack", "--json", "--dry-run")) as readonly Packed[];
    const files = said?.files.map((file) => file.path);
    expect(files).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts"]));
    expect(files).toContain("package.json");
  },
  120_000,
);
