/** Bytes that are no text, or not the text that they seem to be. */
import type { HostileCase } from "./hostile-case";
import { KNOWN_NAMES } from "./file-systems";

const COMPOSE = "services:\n  shop:\n    build: .\n    image: acme/shop\n  cache:\n    image: redis:7\n";

const bigEndian = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()]);
const noise = (length: number): Uint8Array =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256));

const seesRedis: HostileCase["also"] = ({ infrastructure }) =>
  expect(infrastructure.caches.map(({ name }) => name)).toEqual(["redis"]);

export const encodings: readonly HostileCase[] = [
  {
    title: "binary files with the names of texts",
    files: Object.fromEntries(KNOWN_NAMES.map((name) => [name, noise(5_000)])),
  },
  {
    title: "bytes without a NUL with the names of texts",
    files: Object.fromEntries(KNOWN_NAMES.map((name) => [name, noise(5_000).map((byte) => byte || 1)])),
  },
  {
    title: "UTF-16, little end first",
    files: { "docker-compose.yml": Buffer.from(`\ufeff${COMPOSE}`, "utf16le") },
    also: seesRedis,
  },
  { title: "UTF-16, big end first", files: { "docker-compose.yml": bigEndian(COMPOSE) }, also: seesRedis },
  {
    title: "UTF-16 that breaks off in a character",
    files: { "docker-compose.yml": Buffer.from(`\ufeff${COMPOSE}`, "utf16le").subarray(0, 51) },
  },
  {
    title: "UTF-8 with a mark at the beginning",
    files: { "docker-compose.yml": `\ufeff${COMPOSE}`, "package.json": '\ufeff{"name":"a"}' },
    also: seesRedis,
  },
  {
    title: "bad UTF-8",
    files: { "docker-compose.yml": Buffer.concat([Buffer.from("# caf\xe9\n", "latin1"), Buffer.from(COMPOSE)]) },
    also: seesRedis,
  },
  {
    title: "half surrogates",
    files: { "docker-compose.yml": `# \ud800\n${COMPOSE}x-a: "\\ud800"\n`, "package.json": '{"name":"\\ud800"}' },
  },
  { title: "a NUL in the middle of a text", files: { "docker-compose.yml": `${COMPOSE}\u0000` } },
  {
    title: "a NUL after the first pages of a text",
    files: { "docker-compose.yml": `${"# x\n".repeat(5_000)}\u0000${COMPOSE}` },
  },
  {
    title: "returns without newlines",
    files: { "docker-compose.yml": COMPOSE.replaceAll("\n", "\r"), Dockerfile: "FROM a\rEXPOSE 1", ".env": "A=1\rB=2" },
  },
  {
    title: "returns and newlines",
    files: {
      "docker-compose.yml": COMPOSE.replaceAll("\n", "\r\n"),
      Dockerfile: "FROM a\r\nEXPOSE 1\r\n",
      ".env": "A=1\r\nB=2\r\n",
    },
    also: seesRedis,
  },
];
