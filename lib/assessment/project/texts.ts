/** The text of a file, whatever its encoding; binary ones have none. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { sizeText, type Limits } from "./limits";
import type { ProjectFile } from "./project";
import { hasLineOver } from "./lines";
import type { Remarks } from "./remarks";
import { codeOf, type Found } from "./walk";

/** Bytes at the beginning in which a NUL makes a file binary. */
const HEAD = 8_192;

/** Characters of a line that somebody may have written; JSON is the one format that is often a single line. */
const LINE = 8_000;
/** Blanks in a row that nobody has typed, in whatever format. */
const BLANKS = /[ \t]{4000}/;

// A link or a pipe that took the file's place since the folder was listed is neither followed nor waited for.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads each file once. */
export const texts = (
  found: readonly Found[],
  limits: Limits,
  remarks: Remarks,
  late: () => boolean,
): ((file: ProjectFile) => string | undefined) => {
  const locations = new Map(found.map(({ file, location }) => [file.path, location]));
  const known = new Map<string, string | undefined>();
  let read = 0;
  const textOf = ({ path, size }: ProjectFile): string | undefined => {
    const location = locations.get(path);
    if (location === undefined) return undefined;
    const reason =
      size > limits.fileBytes
        ? `${sizeText(size)}: more than ${sizeText(limits.fileBytes)}`
        : read + size > limits.bytes
          ? `${sizeText(limits.bytes)} have been read`
          : late()
            ? `the time of ${limits.milliseconds / 1000} s was used up`
            : undefined;
    if (reason !== undefined) {
      remarks.leaveOut(path, reason);
      return undefined;
    }
    try {
      const bytes = bytesOf(location, limits.fileBytes);
      read += bytes?.length ?? 0;
      const text = bytes === undefined ? undefined : decoded(bytes);
      if (text === undefined || !(BLANKS.test(text) || (!/\.json$/i.test(path) && hasLineOver(text, LINE))))
        return text;
      remarks.leaveOut(
        path,
        `a line of more than ${LINE.toLocaleString("en")} characters: written by a program, for programs`,
      );
      return undefined;
    } catch (error) {
      remarks.problem("assessment/unreadable", path, `the file cannot be read: ${codeOf(error)}`);
      return undefined;
    }
  };
  return (file) => {
    if (!known.has(file.path)) known.set(file.path, textOf(file));
    return known.get(file.path);
  };
};

const bytesOf = (location: string, most: number): Buffer | undefined => {
  const handle = openSync(location, FLAGS);
  try {
    const now = fstatSync(handle);
    if (!now.isFile()) return undefined;
    const bytes = Buffer.allocUnsafe(Math.min(now.size, most));
    return bytes.subarray(0, filled(handle, bytes));
  } finally {
    closeSync(handle);
  }
};

const filled = (handle: number, bytes: Buffer): number => {
  let length = 0;
  while (length < bytes.length) {
    const more = readSync(handle, bytes, length, bytes.length - length, null);
    if (more === 0) break;
    length += more;
  }
  return length;
};

const decoded = (bytes: Buffer): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, HEAD).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
};
