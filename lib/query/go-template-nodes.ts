/** A template as a tree: what is repeated, conditional or named, with what stands in it. */
import type { Pipeline, Step } from "./go-template-tree";

interface Place {
  readonly from: number;
  readonly to: number;
}

export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | (Place & { readonly kind: "action"; readonly pipeline: Pipeline })
  | (Place & {
      readonly kind: "if" | "range" | "with";
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    })
  /** Without a pipeline it hands over nothing. */
  | (Place & { readonly kind: "template"; readonly name: string; readonly pipeline?: Pipeline })
  | (Place & {
      readonly kind: "block";
      readonly name: string;
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
    })
  | (Place & { readonly kind: "define"; readonly name: string; readonly body: readonly TemplateNode[] });

/** The tree of what has been read; what is still open ends with it. */
export const templateNodes = (steps: readonly Step[]): readonly TemplateNode[] => {
  let next = 0;

  /** Up to the `end` or the `else` of what is open, which stays. */
  const list = (): readonly TemplateNode[] => {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const step = steps[next];
      if (step === undefined || closes(step)) return nodes;
      next += 1;
      nodes.push(node(step));
    }
  };

  /** What stands in something, without an alternative. */
  const body = (): readonly TemplateNode[] => {
    const nodes = list();
    next += 1;
    return nodes;
  };

  const alternative = (): readonly TemplateNode[] => {
    const step = steps[next];
    if (step?.kind === "action" && step.isElse) {
      next += 1;
      // It shares the `end` of the first one.
      return [node(step)];
    }
    if (step?.kind === "else") {
      next += 1;
      return body();
    }
    next += 1;
    return [];
  };

  const node = (step: Exclude<Step, { readonly kind: "else" | "end" }>): TemplateNode => {
    switch (step.kind) {
      case "text":
        return step;
      case "call":
        return { ...step, kind: "template" };
      case "define":
        return { ...step, body: body() };
      case "action": {
        const { keyword, pipeline, from, to } = step.action;
        const { name = "" } = step;
        switch (keyword) {
          case undefined:
            return { kind: "action", pipeline, from, to };
          case "template":
            return { kind: "template", name, pipeline, from, to };
          case "block":
            return { kind: "block", name, pipeline, body: body(), from, to };
          default: {
            const inside = list();
            return { kind: keyword, pipeline, body: inside, otherwise: alternative(), from, to };
          }
        }
      }
    }
  };

  return list();
};

const closes = (step: Step): step is Extract<Step, { readonly kind: "else" | "end" }> =>
  step.kind === "else" || step.kind === "end" || (step.kind === "action" && step.isElse === true);
