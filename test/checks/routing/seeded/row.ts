/** How the seeded mistakes are written: the sound routing, with one thing wrong in it. */
import type { AlertRouting, MonitoringPack } from "../../../../lib/model";
import type { Tree } from "./reference";

export interface Seeded {
  /** What somebody did, in a few words. */
  readonly title: string;
  readonly tree: Tree;
  readonly facts?: Partial<AlertRouting>;
  /** @default those of a production */
  readonly packs?: readonly MonitoringPack[];
  /** The check that finds it. */
  readonly check: string;
  /** Where: what follows `prod.alerting`. */
  readonly at: string;
  /** What problem and mend say, or words of it. */
  readonly words: readonly string[];
  /** Checks that also have something to say of it. */
  readonly also?: readonly string[];
}

/** What the schema refuses before there is a routing. */
export interface Refused {
  readonly title: string;
  readonly input: object;
  readonly at: string;
  readonly words: string;
}
