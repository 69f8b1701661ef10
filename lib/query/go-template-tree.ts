/** The tree of a template in Go's language. */

/** A part of a command. */
export type Operand =
  | { readonly kind: "dot" | "nil" }
  /** A number, a character, `true` or `false`. */
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  /** `.Labels.service` */
  | { readonly kind: "field"; readonly path: readonly string[] }
  /** `$labels.service`; `$` is the empty name. */
  | { readonly kind: "variable"; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline; readonly path: readonly string[] };

export interface Pipeline {
  /** Names that it declares or sets. */
  readonly declares: readonly string[];
  /** They are known before and are set by `=`. */
  readonly assigns?: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

/** `{{ … }}`, or the head of `if`, `range`, `with`. */
export interface Action {
  readonly keyword?: "if" | "range" | "with" | "template" | "block";
  readonly pipeline: Pipeline;
  /** Whether `.` is what the alert gives here, not an element of a `range` or the value of a `with`. */
  readonly atRoot: boolean;
  /** The text right after it. */
  readonly after: string;
  readonly from: number;
  readonly to: number;
}

/** What a template says, one after the other. `end` closes what was opened last; an `else if` has no `end` of its own. */
export type Step =
  | { readonly kind: "text"; readonly text: string }
  /** The name is that of a `template` or `block`. */
  | { readonly kind: "action"; readonly action: Action; readonly name?: string; readonly isElse?: boolean }
  | { readonly kind: "call"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: "define"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: "else" | "end" };
