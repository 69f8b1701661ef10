/** The configuration, held against the real Fluentd where there is one. Its gems cannot be had everywhere, so it is never required. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fluentdProps } from "../../../lib/components/fluentd";
import { configurationFiles, STATE_FOLDER } from "../../../lib/components/fluentd/pipeline";
import { parse } from "../../../lib/model";

const present = spawnSync("fluentd", ["--version"]).status === 0;
const whenPresent = present ? test : test.skip;

whenPresent(
  "fluentd --dry-run accepts the configuration (needs fluentd and the pipeline's plug-ins on the PATH)",
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "fluentd-"));
    try {
      const destination = {
        endpoint: { scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 },
        tenant: "platform",
        login: true,
      } as const;
      const files = configurationFiles(parse(fluentdProps, { labels: { cluster: "a#{b}" } }, "fluentd"), destination);
      const file = path.join(folder, "fluent.conf");
      writeFileSync(file, Object.values(files).join("\n").replaceAll(STATE_FOLDER, folder));
      const { status, stdout } = spawnSync("fluentd", ["--dry-run", "--config", file], {
        encoding: "utf8",
        env: { ...process.env, K8S_NODE_NAME: "node-1", LOKI_PASSWORD: "x" },
      });
      expect({ status, stdout }).toMatchObject({ status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
