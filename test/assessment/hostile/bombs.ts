/** Small texts that become large, deep or slow in whoever reads them. */
import type { HostileCase } from "./hostile-case";
import { KNOWN_NAMES } from "./file-systems";

const LEVELS = "abcdefghij".split("");
const laughs = LEVELS.map(
  (name, at) =>
    `${name}: &${name} [${Array.from({ length: 9 }, () => (at === 0 ? '"lol"' : `*${LEVELS[at - 1]}`)).join(",")}]`,
).join("\n");
const entities = LEVELS.map(
  (name, at) => `<!ENTITY ${name} "${at === 0 ? "lol" : `&${LEVELS[at - 1]};`.repeat(10)}">`,
).join("");
const deep = (open: string, close = ""): string => open.repeat(100_000) + close.repeat(100_000);
const block = Array.from({ length: 700 }, (_, at) => `${" ".repeat(at)}a:\n`).join("");

const everywhere = (text: string): HostileCase["files"] => Object.fromEntries(KNOWN_NAMES.map((name) => [name, text]));

export const bombs: readonly HostileCase[] = [
  {
    title: "YAML: a billion laughs",
    files: { "docker-compose.yml": laughs },
    told: ["assessment/malformed docker-compose.yml"],
  },
  {
    title: "YAML: a billion laughs in an object of Kubernetes",
    files: { "a.yaml": `apiVersion: v1\nkind: ConfigMap\n${laughs}` },
    told: ["assessment/malformed a.yaml"],
  },
  { title: "YAML: an alias of itself", files: { "docker-compose.yml": "a: &a [*a]\nservices: &s\n  x: *s\n" } },
  {
    title: "YAML: merges of merges",
    files: {
      "docker-compose.yml": LEVELS.map(
        (name, at) =>
          `${name}: &${name}\n  k${at}: 1\n${at === 0 ? "" : `  <<: [${Array.from({ length: 9 }, () => `*${LEVELS[at - 1]}`).join(",")}]\n`}`,
      ).join(""),
    },
  },
  {
    title: "YAML: 100,000 brackets",
    files: { "docker-compose.yml": deep("["), "b.yaml": deep("[", "]"), "c.yaml": deep("{a: "), "d.yaml": deep("- ") },
    leftOut: ["docker-compose.yml line", "b.yaml line"],
  },
  {
    title: "YAML: blocks 700 deep",
    files: { "docker-compose.yml": block, "k.yaml": `apiVersion: v1\nkind: A\n${block}` },
  },
  {
    title: "YAML: questions within questions",
    files: {
      "a.yaml": deep("? "),
      "b.yaml": "? ".repeat(90),
      "c.yaml": "&a ".repeat(50_000),
      "d.yaml": "!a ".repeat(50_000),
    },
  },
  {
    title: "YAML: 50,000 documents",
    files: { "a.yaml": "---\na: 1\n".repeat(40_000), "docker-compose.yml": "---\n".repeat(100_000) },
  },
  {
    title: "YAML: 50,000 anchors",
    files: {
      "docker-compose.yml": Array.from({ length: 20_000 }, (_, at) => `a${at}: &a${at} 1\nb${at}: *a${at}\n`).join(""),
    },
  },
  {
    title: "YAML: half a megabyte of one key",
    files: { "docker-compose.yml": `services:\n${"  a: {image: a}\n".repeat(30_000)}` },
  },
  {
    title: "YAML: a text of one line of quotes and blanks",
    files: {
      "a.yaml": `a: "${'\\"'.repeat(200_000)}`,
      "b.yaml": `a: '${"''".repeat(200_000)}`,
      "c.yaml": `a: ${" ".repeat(400_000)}b`,
      "d.yaml": `a: |\n${" ".repeat(400_000)}`,
    },
  },
  {
    title: "JSON: 100,000 brackets",
    files: { "package.json": deep("[", "]"), "dashboard.json": deep('{"a":'), "cdk.json": deep("[") },
    told: ["assessment/too-deep package.json"],
  },
  {
    title: "JSON: numbers, strings and keys of half a megabyte",
    files: {
      "package.json": `{"${"k".repeat(300_000)}": ${"9".repeat(100_000)}, "dependencies": {"a": "${"\\u0061".repeat(50_000)}"}}`,
    },
  },
  {
    title: "JSON: a line of commas, and comments without an end",
    files: {
      "package.json": `{${",".repeat(300_000)}`,
      "tsconfig.json": `{ /*${"*".repeat(300_000)}`,
      "a.json": `{${"//".repeat(200_000)}`,
    },
  },
  {
    title: "XML: entities of entities",
    files: { "pom.xml": `<?xml version="1.0"?><!DOCTYPE project [${entities}]><project><name>&j;</name></project>` },
  },
  {
    title: "XML: an entity that names a file, and one that names an address",
    files: {
      "pom.xml":
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/">]><project><artifactId>&x;&y;</artifactId></project>',
    },
    also: (assessment) => expect(JSON.stringify(assessment)).not.toContain("root:"),
  },
  {
    title: "XML: 50,000 elements in one another, and none that ends",
    files: {
      "pom.xml": `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}`,
      "b.csproj": "<a ".repeat(100_000),
      "c.csproj": "<!--".repeat(100_000),
      "d.csproj": "<![CDATA[".repeat(40_000),
      "e.csproj": `<a ${"b='".repeat(80_000)}`,
      "f.csproj": `<!DOCTYPE ${"[".repeat(100_000)}`,
    },
  },
  {
    title: "HCL: 100,000 brackets, and signs without an end",
    files: {
      "a.tf": `a = ${deep("[")}`,
      "b.tf": `a = ${"!".repeat(60_000)}1`,
      "c.tf": `a = "${"${".repeat(40_000)}`,
      "d.tf": `a = ${"a?".repeat(20_000)}`,
      "e.tf": `a = ${"-".repeat(60_000)}1`,
      "f.tf": `a = a${".a".repeat(40_000)}`,
      "g.tf": `a = ${"x+".repeat(40_000)}1`,
    },
  },
  { title: "HCL: many blocks of one name", files: { "a.tf": 'resource "a" "b" {\n}\n'.repeat(5_000) } },
  {
    title: "TOML: 100,000 brackets, dots and tables",
    files: {
      "pyproject.toml": `a = ${deep("[")}`,
      "Cargo.toml": `${"a.".repeat(60_000)}b = 1`,
      "fly.toml": `[${"a.".repeat(60_000)}b]`,
      "vector.toml": `a = ${"{b=".repeat(60_000)}`,
      "netlify.toml": Array.from({ length: 15_000 }, (_, at) => `[a${at}.b]\n`).join(""),
    },
  },
  {
    title: "Dockerfiles: 60,000 continued lines, flags and variables",
    files: {
      Dockerfile: `FROM a\nRUN ${"a \\\n".repeat(14_000)}`,
      "Dockerfile.b": `FROM ${"$".repeat(60_000)}`,
      "Dockerfile.c": `FROM a\nRUN ${"--a=b ".repeat(9_000)}`,
      "Dockerfile.d": `FROM a\nENV ${"a=b ".repeat(14_000)}`,
      "Dockerfile.e": `FROM a\nCMD [${'"a",'.repeat(14_000)}`,
      "Dockerfile.f": `FROM a\nRUN <<A${"\n<<B".repeat(14_000)}`,
      "Dockerfile.g": "FROM a\n".repeat(9_000),
      "Dockerfile.h": `FROM a\nRUN ${"${".repeat(30_000)}`,
    },
  },
  ...[
    "(",
    '"',
    "'",
    " ",
    "\t",
    "{{",
    "}}",
    "<",
    "`",
    "\\",
    "$",
    "${",
    "=",
    "a=",
    "@",
    "/*",
    "*/",
    "#",
    ":",
    "- ",
    "a.",
    "%{",
    "\u00e9",
  ].map((sign) => ({
    title: `100 KiB of ${JSON.stringify(sign)} in every known file and language`,
    files: {
      ...everywhere(sign.repeat(Math.floor(100_000 / sign.length))),
      ...Object.fromEntries(
        [
          "ts",
          "js",
          "py",
          "go",
          "java",
          "kt",
          "cs",
          "rb",
          "php",
          "rs",
          "scala",
          "ex",
          "sh",
          "sql",
          "md",
          "service",
          "rules",
          "conf",
        ].map((end) => [`src/main.${end}`, `${sign.repeat(Math.floor(9_000 / sign.length))}\n`.repeat(5)]),
      ),
    },
  })),
];
