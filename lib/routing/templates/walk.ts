/** Goes through a template with what is known of the dot, into the templates that it calls as well. */
import type { TemplateNode } from "../../query";
import { DEFAULT_TEMPLATES } from "./default-templates";
import { fits, shapeOf, type Type } from "./types";
import { valueOf, type Complaint, type Scope, type Variable } from "./values";

interface Place {
  readonly from: number;
  readonly to: number;
}

export interface Walk {
  /** Templates that stand in the same text: what is wrong in them is told where it stands. */
  readonly own: ReadonlyMap<string, readonly TemplateNode[]>;
  /** Templates of other files: what is wrong in them is told where they are called. */
  readonly others: ReadonlyMap<string, readonly TemplateNode[]>;
  readonly html: boolean;
  readonly report: (place: Place, complaint: Complaint) => void;
}

/** Tells what Alertmanager would refuse when the dot is of that type. */
export const walk = (nodes: readonly TemplateNode[], type: Type, settings: Walk): void => {
  const visited = new Set<string>();

  const template = (body: readonly TemplateNode[], dot: Type, outer: Place | undefined, name: string): void => {
    const complainedOf = (place: Place, complaint: Complaint): void =>
      outer === undefined
        ? settings.report(place, complaint)
        : settings.report(outer, { ...complaint, message: `in the template ${name}: ${complaint.message}` });
    const variables = new Map<string, Variable>([["", { type: dot }]]);
    list(body, { dot, variables }, { report: complainedOf, outer, name });
  };

  const call = (name: string, given: Type, place: Place, from: Frame): void => {
    const own = settings.own.get(name);
    const body = own ?? settings.others.get(name);
    const key = `${name} ${given}`;
    if (body !== undefined) {
      if (visited.has(key)) return;
      visited.add(key);
      const outer = from.outer ?? (own === undefined ? place : undefined);
      return template(body, given, outer, name);
    }
    const expected = DEFAULT_TEMPLATES.get(name) ?? "any";
    if (!fits(expected, given))
      from.report(place, {
        message: `Alertmanager's template ${name} is for ${shapeOf(expected).called}, not for ${shapeOf(given).called}`,
        mend: given === "nil" ? `write {{ template "${name}" . }}` : `hand it ${shapeOf(expected).called}`,
      });
  };

  const list = (body: readonly TemplateNode[], outside: Scope, frame: Frame): void => {
    const scope = { dot: outside.dot, variables: new Map(outside.variables) };
    for (const node of body) {
      if (node.kind === "text" || node.kind === "define") continue;
      const { pipeline } = node;
      const complain = (complaint: Complaint): void => frame.report(node, complaint);
      const value = pipeline === undefined ? "nil" : valueOf(pipeline, scope, complain, settings.html);
      const declares = pipeline?.declares ?? [];
      switch (node.kind) {
        case "action":
          declare(scope.variables, declares, [value], pipeline?.assigns);
          break;
        case "template":
        case "block":
          declare(scope.variables, declares, [value], pipeline?.assigns);
          call(node.name, value, node, frame);
          break;
        case "if":
        case "with": {
          const variables = new Map(scope.variables);
          declare(variables, declares, [value], pipeline?.assigns);
          list(node.body, { dot: node.kind === "with" ? value : scope.dot, variables }, frame);
          list(node.otherwise, { dot: scope.dot, variables }, frame);
          break;
        }
        case "range": {
          const { called, element, key } = shapeOf(value);
          if (element === undefined || (declares.length > 1 && key === undefined))
            complain({
              message: `range cannot go through ${called}${element === undefined ? "" : " with two variables"}`,
              mend: value === "notification" ? "write {{ range .Alerts }}" : "write a list, or a set of labels",
            });
          const variables = new Map(scope.variables);
          const types: readonly Type[] = declares.length > 1 ? [key ?? "any", element ?? "any"] : [element ?? "any"];
          declare(variables, declares, types, pipeline?.assigns);
          list(node.body, { dot: element ?? "any", variables }, frame);
          list(node.otherwise, { dot: scope.dot, variables }, frame);
          break;
        }
      }
    }
  };

  template(nodes, type, undefined, "");
};

interface Frame {
  readonly report: Walk["report"];
  /** The call that has led into another file. */
  readonly outer: Place | undefined;
  readonly name: string;
}

const declare = (
  variables: Map<string, Variable>,
  names: readonly string[],
  types: readonly Type[],
  assigns: boolean | undefined,
): void =>
  names.forEach((written, index) => {
    const name = written.slice(1);
    const type = types[index] ?? "any";
    const known = variables.get(name);
    // Whether it is set depends on the way that has led here, so two types are as good as none.
    if (assigns && known !== undefined) known.type = known.type === type ? type : "any";
    else variables.set(name, { type });
  });
