/** Building a program whose module was released without files that its source embeds. */
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { bareMachine } from "./bare-machine";

const { at, program, toolsOn } = bareMachine();
const seen = (...path: readonly string[]) => readFileSync(at("seen", ...path), "utf8");

beforeEach(() => {
  program("bin", "promtool", "3.15.0");
  program("bin", "amtool", "0.34.2");
  program("bin", "helm", "v3.22.0");
  // Stands in for Go: keeps what it was given to build.
  const go = `[ "$1" = version ] && exit 0
[ "$1" = mod ] && { echo '{ "Dir": "${at("released")}" }'; exit 0; }
while [ "$1" != "-modfile" ]; do shift; done
/bin/cp -r "\${2%/*}" "${at("seen")}"
while [ "$1" != "-o" ]; do shift; done
printf '#!/bin/sh\\necho 0.34.2\\n' > "$2"
/bin/chmod +x "$2"`;
  program("bin", "go", "1.26.0", go);
  mkdirSync(at("released", "ui"), { recursive: true });
  writeFileSync(at("released", "ui", "web.go"), "package ui\n");
  // As Go keeps it.
  chmodSync(at("released", "ui", "web.go"), 0o444);
});

test("a copy with stand-ins for them is built, and is gone afterwards", () => {
  expect(toolsOn(["bin"], ["ensure"]).stdout).toMatch(/^alertmanager +0\.34\.2 +build/m);
  expect(seen("module", "ui", "web.go")).toBe("package ui\n");
  expect(seen("module", "ui", "app", "dist", "index.html")).toContain("without the web interface");
  expect(seen("go.mod")).toMatch(/^replace github\.com\/prometheus\/alertmanager => ".+module"$/m);
  expect(readdirSync(at("cdktf-observability", "tools", "alertmanager-0.34.2"))).toEqual(["alertmanager"]);
  expect(readdirSync(at("released", "ui"))).toEqual(["web.go"]);
});

test("a stand-in never hides what has been released after all", () => {
  mkdirSync(at("released", "ui", "app", "dist"), { recursive: true });
  writeFileSync(at("released", "ui", "app", "dist", "index.html"), "the real one");
  const { stdout, stderr } = toolsOn(["bin"], ["ensure"]);
  expect(stderr).toMatch(/EEXIST.*index\.html/);
  expect(stdout).toContain("alertmanager is missing");
});
