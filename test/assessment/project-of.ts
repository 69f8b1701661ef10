/** Projects for tests: written to a folder of their own, opened as the assessment opens them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openProject, type OpenOptions, type Project } from "../../lib/assessment/project";

/** Texts, or bytes, by their path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes when the tests of the file are done. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "assessed-"));
  folders.push(folder);
  return folder;
};

/** A folder that holds the files, and goes when the tests of the file are done. */
export const folderOf = (files: Files): string => {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};

/** The project of these files. */
export const projectOf = (files: Files, options?: OpenOptions): Promise<Project> =>
  openProject(folderOf(files), options);
