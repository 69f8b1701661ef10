/** Several processes on one node: each reads its share of the files, told apart by the last digit of the container's id. */
import type { Directive } from "../../../model";

const DIGITS = "0123456789abcdef";

/** What one process reads. */
export interface Share {
  /** Behind names and paths that must not meet those of another process; empty where there is one. */
  readonly suffix: string;
  /** Stands before `.log` in the path. */
  readonly ending: string;
  readonly worker?: number;
}

export const sharesOf = (workers: number): readonly Share[] => {
  if (workers === 1) return [{ suffix: "", ending: "" }];
  const each = DIGITS.length / workers;
  return Array.from({ length: workers }, (_, worker) => {
    const digits = DIGITS.slice(worker * each, (worker + 1) * each);
    return { suffix: `_${digits}`, ending: `[${digits}]`, worker };
  });
};

/** A source of one process. */
export const ofWorker = (worker: number | undefined, source: Directive): Directive =>
  worker === undefined ? source : { name: "worker", argument: `${worker}`, sections: [source] };

/** How many processes there are, where it is not one. */
export const system = (workers: number): readonly Directive[] =>
  workers === 1 ? [] : [{ name: "system", parameters: { workers } }];
