/** All files below a folder, without following a link, opening a file, or going on for ever. */
import { lstatSync, readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import type { Limits } from "./limits";
import type { ProjectFile } from "./project";
import { printable, type Remarks } from "./remarks";
import { isVirtualEnvironment, vendored } from "./vendored";

/** A file with where it really is: its `path` is made to be shown. */
export interface Found {
  readonly file: ProjectFile;
  readonly location: string;
}

interface Folder {
  readonly path: string;
  readonly location: string;
  readonly depth: number;
}

interface Listed {
  readonly folder: Folder;
  readonly entries: readonly Dirent[];
}

/** Characters of a path that are shown; systems allow 4,096. */
const PATH = 4_096;

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Level by level, so that where there is too much, what stands near the top is what is seen. */
export const walk = (root: string, limits: Limits, remarks: Remarks, late: () => boolean): readonly Found[] => {
  const found: Found[] = [];
  let entriesSeen = 0;
  let level: readonly Folder[] = [{ path: "", location: root, depth: 0 }];
  while (level.length > 0) {
    const next: Folder[] = [];
    for (const folder of level) {
      if (late()) {
        remarks.leaveOut(folder.path || ".", `the time of ${limits.milliseconds / 1000} s was used up`);
        continue;
      }
      const listed = list(folder, remarks);
      if (listed === undefined) continue;
      for (const entry of listed.entries) {
        entriesSeen += 1;
        if (found.length >= limits.files || entriesSeen > limits.entries) {
          remarks.leaveOut(
            pathOf(folder, entry),
            `and what follows: ${limits.files.toLocaleString("en")} files have been seen`,
          );
          return sorted(found);
        }
        if (entry.isDirectory()) next.push(...enter(listed, entry, limits, remarks));
        else if (entry.isFile()) found.push(...seen(folder, entry, remarks));
        else if (entry.isSymbolicLink())
          remarks.leaveOut(
            pathOf(folder, entry),
            "a link: what it points to is seen where it stands, if it is in the folder",
          );
        else remarks.leaveOut(pathOf(folder, entry), "neither a file nor a folder: a pipe, a socket or a device");
      }
    }
    level = next;
  }
  return sorted(found);
};

const list = (folder: Folder, remarks: Remarks): Listed | undefined => {
  try {
    const entries = readdirSync(folder.location, { withFileTypes: true }).sort(byName);
    if (folder.depth > 0 && isVirtualEnvironment(entries.map(({ name }) => name))) {
      remarks.leaveOut(folder.path, "written by others, or made by a build");
      return undefined;
    }
    return { folder, entries };
  } catch (error) {
    remarks.problem("assessment/unreadable", folder.path || ".", `the folder cannot be listed: ${codeOf(error)}`);
    return undefined;
  }
};

const enter = ({ folder, entries }: Listed, entry: Dirent, limits: Limits, remarks: Remarks): readonly Folder[] => {
  const path = pathOf(folder, entry);
  const location = join(folder.location, entry.name);
  const kind = vendored(
    entry.name,
    entries.filter((each) => each.isFile()).map(({ name }) => name),
    () => namesIn(location),
  );
  if (kind === "vendored") remarks.leaveOut(path, "written by others, or made by a build");
  if (kind !== undefined) return [];
  if (folder.depth + 1 > limits.depth) {
    remarks.leaveOut(path, `more than ${limits.depth} folders deep`);
    return [];
  }
  return [{ path, location, depth: folder.depth + 1 }];
};

const seen = (folder: Folder, entry: Dirent, remarks: Remarks): readonly Found[] => {
  const path = pathOf(folder, entry);
  const location = join(folder.location, entry.name);
  try {
    return [{ file: { path, name: path.slice(path.lastIndexOf("/") + 1), size: lstatSync(location).size }, location }];
  } catch (error) {
    remarks.problem("assessment/unreadable", path, `the file cannot be looked at: ${codeOf(error)}`);
    return [];
  }
};

const namesIn = (location: string): readonly string[] => {
  try {
    return readdirSync(location);
  } catch {
    return [];
  }
};

const pathOf = (folder: Folder, { name }: Dirent): string =>
  `${folder.path === "" ? "" : `${folder.path}/`}${printable(name, PATH).replaceAll("/", "\\u002f")}`;

const sorted = (found: readonly Found[]): readonly Found[] =>
  [...found].sort(({ file: a }, { file: b }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** `EACCES`: the words beside it name places of the machine. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "it failed";
