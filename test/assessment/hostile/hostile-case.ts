/** A folder that was made to break whoever reads it. */
import type { Assessment } from "../../../lib/assessment";
import type { Files } from "../project-of";

export interface HostileCase {
  readonly title: string;
  readonly files?: Files;
  /** What no text of a file can be: links, pipes, permissions. */
  readonly prepare?: (folder: string) => void;
  /** Whether it can be built here: root reads everything. */
  readonly possible?: boolean;
  /** Checks of findings that must be there, with the beginning of their paths: `assessment/malformed bad.yaml`. */
  readonly told?: readonly string[];
  /** What must not have been looked at, with a word of the reason: `big.yaml MiB`. */
  readonly leftOut?: readonly string[];
  readonly also?: (assessment: Assessment, folder: string) => void;
}
