import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { API_VERSION, placesOfApplication, strangeApis } from "../../../instrumentation/src/tracing/api-copies";
import { program } from "./program";

let all: string;
beforeAll(() => {
  all = mkdtempSync(join(tmpdir(), "observability-"));
});
afterAll(() => rmSync(all, { recursive: true }));

/** An application with a copy of the API of its own. */
function applicationWith(version: string): string {
  const folder = mkdtempSync(join(all, "application-"));
  const api = join(folder, "node_modules", "@opentelemetry", "api");
  mkdirSync(join(api, "build"), { recursive: true });
  writeFileSync(
    join(api, "package.json"),
    JSON.stringify({ name: "@opentelemetry/api", version, main: "build/index.js" }),
  );
  writeFileSync(join(api, "build", "index.js"), "");
  return folder;
}

test.each([
  ["1.10.0", true],
  ["2.0.0", true],
  [API_VERSION, false],
  ["1.9.0", false],
  ["1.8.0", false],
])("a copy of version %s is strange: %s", (version, strange) => {
  const from = join(applicationWith(version), "main.js");
  expect(strangeApis([from, from])).toEqual(strange ? [{ version, from }] : []);
});

test("an application without a copy, and this very repository, have none that is strange", () => {
  expect(strangeApis([join(all, "main.js"), ...placesOfApplication()])).toEqual([]);
  expect(placesOfApplication()).toContainEqual(expect.stringContaining("instrumentation-http"));
});

test("a second copy in the application is told, with what to install", async () => {
  const cwd = applicationWith("1.10.0");
  const ends = program("ends.cjs", { env: { OTEL_TRACES_EXPORTER: "none" }, args: ["byItself"], cwd });
  expect(await ends.ended).toMatchObject({ code: 0 });
  expect(ends.errors()).toContain("has @opentelemetry/api 1.10.0, a second copy");
  expect(ends.errors()).toContain(`install @opentelemetry/api@${API_VERSION}`);
});
