/** Snapshots stand together, one file per environment: what a reviewer wants to see change. */
const path = require("node:path");

const tests = path.join(__dirname, "stacks");
const snapshots = path.join(__dirname, "snapshots");

module.exports = {
  resolveSnapshotPath: (test) => path.join(snapshots, `${path.basename(test, ".test.ts")}.snap`),
  resolveTestPath: (snapshot) => path.join(tests, `${path.basename(snapshot, ".snap")}.test.ts`),
  testPathForConsistencyCheck: path.join(tests, "dev.test.ts"),
};
