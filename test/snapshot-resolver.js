/** Snapshots of the stacks stand together, one file per environment: what a reviewer wants to see change. Others stand beside their tests. */
const path = require("node:path");

const stacks = path.join(__dirname, "stacks");
const snapshots = path.join(__dirname, "snapshots");

module.exports = {
  resolveSnapshotPath: (test, extension) =>
    path.dirname(test) === stacks
      ? path.join(snapshots, path.basename(test, ".test.ts") + extension)
      : path.join(path.dirname(test), "__snapshots__", path.basename(test) + extension),
  resolveTestPath: (snapshot, extension) =>
    path.dirname(snapshot) === snapshots
      ? path.join(stacks, `${path.basename(snapshot, extension)}.test.ts`)
      : path.join(path.dirname(path.dirname(snapshot)), path.basename(snapshot, extension)),
  testPathForConsistencyCheck: path.join(stacks, "dev.test.ts"),
};
