/** The real Fluentd, where there is one on the PATH with the plug-ins of the pipeline: started on a folder that stands for a node. */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fluentdProps, type FluentdProps } from "../../../lib/components/fluentd";
import { CLEANED_FILE, CONFIGURATION_FOLDER } from "../../../lib/components/fluentd/stages/cleaned";
import { configurationFiles, STATE_FOLDER, type Destination } from "../../../lib/components/fluentd/pipeline";
import { parse } from "../../../lib/model";

export const isPresent = spawnSync("fluentd", ["--version"]).status === 0;

/** A test that needs it. */
export const withFluentd = isPresent ? test : test.skip;

// Who reads which tests were left out finds what was missing for them.
if (!isPresent) test.skip("needs fluentd on the PATH, with the plug-ins of the pipeline", () => undefined);

export const loki: Destination = {
  endpoint: { scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 },
  tenant: "platform",
  login: true,
};

export const NODE = {
  K8S_NODE_NAME: "node-1",
  LOKI_PASSWORD: "x",
  FORWARD_SHARED_KEY: "x",
  ELASTICSEARCH_USERNAME: "x",
  ELASTICSEARCH_PASSWORD: "x",
  OPENSEARCH_USERNAME: "x",
  OPENSEARCH_PASSWORD: "x",
  S3_ACCESS_KEY_ID: "x",
  S3_SECRET_ACCESS_KEY: "x",
};

/** Files of tests may run side by side. */
export const METRICS_PORT = 24_300 + Number(process.env["JEST_WORKER_ID"] ?? 0);

const SECRETS = ["forward-certificate", "http-certificate", "http-clientAuthority", "elasticsearch-authority"];

export interface Entry {
  readonly labels: Readonly<Record<string, string>>;
  readonly time: string;
  readonly line: string;
}

/** A node in a folder, and a log store on loopback. */
export class Node {
  readonly folder = mkdtempSync(path.join(tmpdir(), "fluentd-"));
  readonly entries: Entry[] = [];
  /** What the store answers. */
  status = 204;
  /** A last hand on the configuration, e.g. so that a test need not wait for a minute. */
  edit = (text: string): string => text;
  private readonly logs = path.join(this.folder, "var", "log", "containers");
  private readonly store = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      if (this.status === 204) this.take(Buffer.concat(parts).toString("utf8"));
      response.writeHead(this.status).end();
    });
  });

  constructor() {
    mkdirSync(this.logs, { recursive: true });
  }

  /** A certificate that vouches for itself, in place of all that the pipeline reads from Secrets. */
  readonly certificate = (() => {
    const [key, certificate] = [path.join(this.folder, "tls.key"), path.join(this.folder, "tls.crt")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const made = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      ...subject,
      "-keyout",
      key,
      "-out",
      certificate,
    ];
    const { status, stderr } = spawnSync("openssl", made, { encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
    for (const secret of SECRETS) {
      const folder = path.join(this.folder, "secrets", secret);
      mkdirSync(folder, { recursive: true });
      copyFileSync(key, path.join(folder, "tls.key"));
      for (const name of ["tls.crt", "ca.crt"]) copyFileSync(certificate, path.join(folder, name));
    }
    return { key: readFileSync(key, "utf8"), cert: readFileSync(certificate, "utf8") };
  })();

  /** What the runtime would write for a container, a line each. */
  write(container: string, lines: readonly string[], id = "0"): void {
    writeFileSync(
      path.join(this.logs, `${container}-${id.padStart(64, "a")}.log`),
      lines.map((line) => `${line}\n`).join(""),
      {
        flag: "a",
      },
    );
  }

  /** The configuration with the paths and ports of this node. */
  configuration(props: FluentdProps, port = 80): string {
    const files = configurationFiles(parse(fluentdProps, props, "fluentd"), loki);
    const cleaned = path.join(this.folder, CLEANED_FILE);
    writeFileSync(cleaned, files[CLEANED_FILE] ?? "");
    const text = Object.entries(files)
      .flatMap(([name, part]) => (name.startsWith("0") ? [part] : []))
      .join("\n")
      .replaceAll(`${CONFIGURATION_FOLDER}/${CLEANED_FILE}`, cleaned)
      .replaceAll(STATE_FOLDER, path.join(this.folder, "state"))
      .replaceAll("/var/log/", `${this.folder}/var/log/`)
      .replaceAll("/etc/fluent-secrets/", `${this.folder}/secrets/`)
      .replaceAll("http://loki-gateway.observability.svc:80", `http://127.0.0.1:${port}`)
      .replaceAll("port 24231", `port ${METRICS_PORT}`)
      .replaceAll("bind 0.0.0.0", "bind 127.0.0.1");
    const file = path.join(this.folder, "fluent.conf");
    writeFileSync(file, this.edit(text));
    return file;
  }

  dryRun(props: FluentdProps): { readonly status: number | null; readonly said: string } {
    const { status, stdout } = spawnSync("fluentd", ["--dry-run", "--config", this.configuration(props)], {
      encoding: "utf8",
      env: { ...process.env, ...NODE },
    });
    return { status, said: stdout };
  }

  /** Runs it until the store has as many entries, or the time is over; then as long again as it takes to see one too many. */
  async run(props: FluentdProps, until: () => boolean, seconds = 20): Promise<string> {
    await new Promise<void>((resolve) => this.store.listen(0, "127.0.0.1", resolve));
    const { port } = this.store.address() as AddressInfo;
    const file = this.configuration(props, port);
    const child = spawn("fluentd", ["--config", file, "--no-supervisor"].slice(0, (props.workers ?? 1) > 1 ? 2 : 3), {
      env: { ...process.env, ...NODE },
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part.toString()));
    const ended = new Promise((resolve) => child.once("close", resolve));
    const end = Date.now() + seconds * 1_000;
    while (!until() && Date.now() < end && child.exitCode === null) await pause(100);
    await pause(1_500);
    child.kill("SIGTERM");
    await ended;
    this.store.closeAllConnections();
    await new Promise((resolve) => this.store.close(resolve));
    return said.join("");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private take(body: string): void {
    const { streams } = JSON.parse(body) as {
      readonly streams: readonly {
        readonly stream: Entry["labels"];
        readonly values: readonly (readonly [string, string])[];
      }[];
    };
    for (const { stream, values } of streams)
      for (const [time, line] of values) this.entries.push({ labels: stream, time, line });
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
