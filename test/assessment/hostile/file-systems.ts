/** Folders that are hostile by what they are, not by what stands in the files. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { HostileCase } from "./hostile-case";

const MEBIBYTE = 1_048_576;
const root = process.getuid?.() === 0;

/** Names that formats are known by, all of which a tool may ask for without looking. */
export const KNOWN_NAMES: readonly string[] = [
  "package.json composer.json tsconfig.json requirements.txt pyproject.toml Pipfile setup.cfg go.mod pom.xml build.gradle",
  "build.gradle.kts gradle/libs.versions.toml Cargo.toml Gemfile mix.exs app.csproj Directory.Packages.props Dockerfile",
  "docker-compose.yml compose.yaml Chart.yaml values.yaml kustomization.yaml main.tf main.tf.json job.nomad serverless.yml",
  "prometheus.yml alertmanager.yml alerts.rules.yml dashboard.json loki.yaml promtail.yaml otel-collector.yaml fluent.conf",
  "vector.toml .env .gitlab-ci.yml .github/workflows/ci.yml Jenkinsfile Procfile CODEOWNERS .github/CODEOWNERS nginx.conf",
  "haproxy.cfg traefik.yml Caddyfile template.yaml app.yaml fly.toml vercel.json netlify.toml Pulumi.yaml cdk.json host.json",
  "crontab application.properties application.yml appsettings.json web.config README.md SECURITY.md main.bicep wrangler.toml",
].flatMap((names) => names.split(" "));

const everyName = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(KNOWN_NAMES.map((name) => [name, text]));

export const fileSystems: readonly HostileCase[] = [
  { title: "an empty folder" },
  {
    title: "a configuration of 64 MiB",
    files: { "big.yaml": "a: b\n".repeat((64 * MEBIBYTE) / 5), "docker-compose.yml": "services: {}\n" },
    leftOut: [],
  },
  {
    title: "a docker-compose.yml of 3 MiB",
    files: { "docker-compose.yml": "# a\n".repeat(800_000) },
    leftOut: ["docker-compose.yml MiB"],
  },
  {
    title: "10,000 files, a thousand of them manifests",
    prepare: (folder) => {
      for (let at = 0; at < 10_000; at += 1) {
        if (at % 500 === 0) mkdirSync(join(folder, `f${at / 500}`));
        writeFileSync(
          join(folder, `f${Math.floor(at / 500)}`, `${at}.${at % 10 === 0 ? "yaml" : "txt"}`),
          `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${at} }\n`,
        );
      }
    },
  },
  {
    title: "30,000 files: more than are looked at",
    prepare: (folder) => {
      for (let at = 0; at < 30_000; at += 1) {
        if (at % 1_000 === 0) mkdirSync(join(folder, `f${at / 1_000}`));
        writeFileSync(join(folder, `f${Math.floor(at / 1_000)}`, `${at}.txt`), "");
      }
    },
    also: ({ looked, leftOut }) => {
      expect(looked.files).toBe(20_000);
      expect(leftOut.some(({ reason }) => reason.includes("20,000 files"))).toBe(true);
    },
  },
  {
    title: "folders 200 deep",
    prepare: (folder) => mkdirSync(join(folder, ...Array.from({ length: 200 }, () => "d")), { recursive: true }),
    also: ({ leftOut }) => expect(leftOut[0]?.reason).toContain("32 folders deep"),
  },
  {
    title: "links that go round",
    prepare: (folder) => {
      mkdirSync(join(folder, "a", "b"), { recursive: true });
      symlinkSync("..", join(folder, "a", "b", "up"));
      symlinkSync(".", join(folder, "a", "self"));
      symlinkSync("loop", join(folder, "loop"));
    },
    leftOut: ["a/b/up link", "a/self link", "loop link"],
  },
  {
    title: "links that lead out, to a file and to a folder",
    prepare: (folder) => {
      symlinkSync("/etc/passwd", join(folder, ".env"));
      symlinkSync("/etc", join(folder, "k8s"));
      symlinkSync("/dev/zero", join(folder, "docker-compose.yml"));
      symlinkSync("../../../../etc/hosts", join(folder, "package.json"));
    },
    leftOut: [".env link", "docker-compose.yml link", "k8s link", "package.json link"],
    also: ({ looked }) => expect(looked).toEqual({ files: 0, bytes: 0 }),
  },
  {
    title: "links that point to nothing",
    prepare: (folder) => symlinkSync("nowhere", join(folder, "Dockerfile")),
    leftOut: ["Dockerfile link"],
  },
  {
    title: "pipes with the names of files",
    possible: process.platform !== "win32",
    prepare: (folder) => {
      for (const name of ["docker-compose.yml", "package.json", "main.tf", ".env"])
        execFileSync("mkfifo", [join(folder, name)]);
    },
    leftOut: ["docker-compose.yml pipe", "main.tf pipe"],
  },
  {
    title: "a socket with the name of a file",
    possible: process.platform !== "win32",
    prepare: (folder) => void createServer().listen(join(folder, "package.json")).unref(),
  },
  {
    title: "files and folders that may not be read",
    possible: !root && process.platform !== "win32",
    files: { "package.json": "{}", "closed/compose.yaml": "services: {}" },
    prepare: (folder) => {
      chmodSync(join(folder, "package.json"), 0);
      chmodSync(join(folder, "closed"), 0);
    },
    told: ["assessment/unreadable package.json", "assessment/unreadable closed"],
  },
  {
    title: "folders with the names of files",
    prepare: (folder) => {
      for (const name of KNOWN_NAMES) mkdirSync(join(folder, name), { recursive: true });
    },
  },
  { title: "an empty file of every known name", files: everyName("") },
  { title: "a file of blanks of every known name", files: everyName(" \n\t\n  ".repeat(50)) },
  { title: "a file of one word of every known name", files: everyName("nonsense") },
  { title: "a file of `null` of every known name", files: everyName("null") },
  { title: "a file of `[]` of every known name", files: everyName("[]") },
  { title: 'a file of `[null, 1, "a", [], {}]` of every known name', files: everyName('[null, 1, "a", [], {}]') },
  { title: "a file of `42` of every known name", files: everyName("42") },
  {
    title: "names with newlines, escapes and marks that turn the text round",
    files: {
      "a\nb.yaml": "kind: [",
      "\u001b[31mred.yaml": "a: [",
      "\u202egnp.yaml": "a: {",
      "tab\t.json": "{",
      "-rf.yml": "services: 1",
      "$(touch x).yml": "a: 1",
      "`x`|<script>.yml": "kind: [",
    },
    also: (assessment) => expect(JSON.stringify(assessment)).not.toMatch(/[\u0000-\u001f\u202e]|[^\\]\\u001b|a\\nb/),
  },
  { title: "names of 255 characters", files: { [`${"n".repeat(250)}.yaml`]: "a: [" } },
  {
    title: "a name that is no UTF-8",
    possible: process.platform === "linux",
    prepare: (folder) => {
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe, 0x2e, 0x79, 0x6d, 0x6c])]),
        "a: 1",
      );
    },
  },
  {
    title: "a folder named __proto__ with a file named constructor",
    files: { "__proto__/constructor": "a", "__proto__/package.json": "{}", "constructor/Dockerfile": "FROM a" },
  },
];
