/** What a reader of one kind of file has found. */
import type { Project } from "../project";
import type { ServiceHint } from "./hint";

/** A name under which a server that is merely run can be reached. */
export interface Host {
  readonly alias: string;
  /** As the infrastructure calls it: `postgres`. */
  readonly name: string;
}

export interface Found {
  readonly hints: readonly ServiceHint[];
  readonly hosts: readonly Host[];
}

export type Reader = (project: Project) => Found;

export const NOTHING: Found = { hints: [], hosts: [] };

export const together = (all: readonly Found[]): Found => ({
  hints: all.flatMap(({ hints }) => hints),
  hosts: all.flatMap(({ hosts }) => hosts),
});
