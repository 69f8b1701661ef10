/** How the tests run: TypeScript straight through swc; types are checked by `tsc` beforehand, not here. */
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const sources = ["contract/src", "instrumentation/src", "lib", "stacks", "test"].filter((folder) =>
  existsSync(join(__dirname, folder)),
);

/** @type {import("jest").Config} */
module.exports = {
  roots: sources.map((folder) => `<rootDir>/${folder}`),
  // Projects that the tests assess are no part of this one.
  modulePathIgnorePatterns: ["<rootDir>/test/assessment/fixtures/"],
  testMatch: ["**/test/**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  // The sources of the workspaces, so that nothing has to be compiled before a test runs.
  moduleNameMapper: { "^@cdktf-observability/(contract|instrumentation)$": "<rootDir>/$1/src" },
  snapshotResolver: "<rootDir>/test/snapshot-resolver.js",
  snapshotSerializers: ["<rootDir>/test/plain-text.js"],
  testEnvironment: "node",
  testTimeout: 30_000,
  // Tests drive terraform and helm: more workers than this and the programs fight for the machine.
  maxWorkers: 2,
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
};
