/** What an expression in braces gives, as far as it can be known, and what Alertmanager would refuse of it. */
import { didYouMean } from "../../model";
import { regexProblem, type Operand, type Pipeline } from "../../query";
import { SIGNATURES } from "./functions";
import { fits, namesIn, shapeOf, typesWithField, type Method, type Type } from "./types";

/** A variable; setting it anew may change what is known of it. */
export interface Variable {
  type: Type;
}

/** What can be named at a place. */
export interface Scope {
  readonly dot: Type;
  readonly variables: ReadonlyMap<string, Variable>;
}

export interface Complaint {
  readonly message: string;
  readonly mend: string;
}

export type Complain = (complaint: Complaint) => void;

/** What the pipeline gives; what is wrong with it is told. */
export const valueOf = (pipeline: Pipeline, scope: Scope, complain: Complain, html: boolean): Type => {
  let piped: Type | undefined;
  pipeline.commands.forEach((command, index) => {
    const [first] = command;
    const isLast = index === pipeline.commands.length - 1;
    if (html && !isLast && pipeline.declares.length === 0 && first?.kind === "function" && ESCAPERS.has(first.name))
      complain({
        message: `${first.name} stands before another function, which html/template refuses`,
        mend: `make ${first.name} the last one, or put it in parentheses with what it is given`,
      });
    piped = commandValue(command, piped, scope, complain, html);
  });
  return piped ?? "any";
};

const ESCAPERS = new Set(["html", "urlquery"]);

const commandValue = (
  [first, ...operands]: readonly Operand[],
  piped: Type | undefined,
  scope: Scope,
  complain: Complain,
  html: boolean,
): Type => {
  if (first === undefined) return "any";
  const argument = (operand: Operand): Type => operandValue(operand, undefined, scope, complain, html);
  const given = [...operands.map(argument), ...(piped === undefined ? [] : [piped])];
  if (first.kind === "function") {
    checkPattern(first.name, operands, complain);
    return call(first.name, given, complain);
  }
  if (first.kind === "nil") complain({ message: "nil does nothing on its own", mend: 'write "" for an empty text' });
  return operandValue(first, given, scope, complain, html);
};

/** What an operand gives; `given` is handed to the last of its names, where that is a method. */
const operandValue = (
  operand: Operand,
  given: readonly Type[] | undefined,
  scope: Scope,
  complain: Complain,
  html: boolean,
): Type => {
  switch (operand.kind) {
    case "dot":
      return along(scope.dot, [], given, complain);
    case "nil":
      return "nil";
    case "literal":
      return along(literalType(operand.text), [], given, complain);
    case "string":
      return along("string", [], given, complain);
    case "field":
      return along(scope.dot, operand.path, given, complain);
    case "variable":
      return along(scope.variables.get(operand.name)?.type ?? "any", operand.path, given, complain);
    case "function":
      return call(operand.name, given ?? [], complain);
    case "pipeline":
      return along(valueOf(operand.pipeline, scope, complain, html), operand.path, given, complain);
  }
};

const literalType = (text: string): Type => {
  if (text === "true" || text === "false") return "bool";
  if (text.startsWith("'") || /^[-+]?0[xX]/.test(text)) return "int";
  if (text.endsWith("i")) return "any";
  return /[.eEpP]/.test(text) ? "float" : "int";
};

/** Follows the names from a value. */
const along = (start: Type, path: readonly string[], given: readonly Type[] | undefined, complain: Complain): Type => {
  const type = path.reduce<Type>(
    (value, name, index) => named(value, name, index === path.length - 1 ? given : undefined, complain),
    start,
  );
  if (path.length === 0 && (given?.length ?? 0) > 0 && start !== "any")
    complain({
      message: `${shapeOf(start).called} is no function, but something is handed to it`,
      mend: "write a function before it, or a | between them",
    });
  return type;
};

const named = (value: Type, name: string, given: readonly Type[] | undefined, complain: Complain): Type => {
  const { called, fields = {}, methods = {}, anyField } = shapeOf(value);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method !== undefined) {
    checkGiven(`.${name}`, method, given ?? [], complain);
    return method.gives;
  }
  const field = Object.hasOwn(fields, name) ? fields[name] : anyField;
  if (field === undefined) {
    complain(noField(value, name));
    return "any";
  }
  if ((given?.length ?? 0) > 0 && value !== "any")
    complain({
      message: `.${name} of ${called} is no function, but something is handed to it`,
      mend: "write a function before it, or a | between them",
    });
  return field;
};

/** What belongs to one alert, and what to write for it elsewhere. */
const SHARED: Readonly<Record<string, string>> = { Labels: "CommonLabels", Annotations: "CommonAnnotations" };

const noField = (value: Type, name: string): Complaint => {
  const { called, element } = shapeOf(value);
  const known = namesIn(value);
  if (value === "nil")
    return {
      message: `.${name} of nothing: the template is called without data`,
      mend: 'call it with a dot: {{ template "…" . }}',
    };
  const message = `${called} has no .${name}${didYouMean(name, known)}`;
  const elsewhere = typesWithField(name);
  if (value === "notification" && elsewhere.includes("alert")) {
    const shared = SHARED[name];
    const each = `{{ range .Alerts }}{{ .${name} }}{{ end }}`;
    const common = shared === undefined ? "" : `.${shared} for what all of its alerts share, or `;
    return { message: `${called} has no .${name}; its alerts have`, mend: `write ${common}${each}` };
  }
  if (element !== undefined && elsewhere.includes(element))
    return {
      message: `${called} has no .${name}; each of them has`,
      mend: `go through them: {{ range … }}{{ .${name} }}{{ end }}`,
    };
  if (elsewhere.includes("notification")) return { message, mend: `write $.${name} for that of the notification` };
  return {
    message,
    mend: known.length === 0 ? "leave it out" : `write one of ${known.map((each) => `.${each}`).join(", ")}`,
  };
};

const call = (name: string, given: readonly Type[], complain: Complain): Type => {
  const signature = Object.hasOwn(SIGNATURES, name) ? SIGNATURES[name] : undefined;
  if (signature === undefined) return "any";
  const before = checkGiven(name, signature, given, complain);
  const problem = before ? signature.problem?.(given) : undefined;
  if (problem !== undefined) complain({ message: `${name} ${problem}`, mend: "hand it something else" });
  return typeof signature.gives === "function" ? signature.gives(given) : signature.gives;
};

/** Says whether the number and the types are right. */
const checkGiven = (
  name: string,
  { takes, more }: Pick<Method, "takes"> & { readonly more?: Type },
  given: readonly Type[],
  complain: Complain,
): boolean => {
  if (given.length < takes.length || (more === undefined && given.length > takes.length)) {
    const wanted = `${more === undefined ? "" : "at least "}${takes.length}`;
    complain({
      message: `${name} takes ${wanted}, but is given ${given.length}`,
      mend: `give it ${takes.length === 0 ? "nothing" : takes.map((type) => shapeOf(type).called).join(", ")}`,
    });
    return false;
  }
  const wrong = given.findIndex((type, index) => !fits(takes[index] ?? more ?? "any", type));
  if (wrong < 0) return true;
  const expected = shapeOf(takes[wrong] ?? more ?? "any").called;
  complain({
    message: `${name} takes ${expected}, not ${shapeOf(given[wrong] ?? "any").called}`,
    mend: `hand it ${expected}`,
  });
  return false;
};

const PATTERNS = new Set(["match", "reReplaceAll"]);

const checkPattern = (name: string, [pattern]: readonly Operand[], complain: Complain): void => {
  if (!PATTERNS.has(name) || pattern?.kind !== "string") return;
  const problem = regexProblem(pattern.value);
  if (problem !== undefined)
    complain({
      message: `${JSON.stringify(pattern.value)} is no regular expression: ${problem}`,
      mend: "write it as RE2 reads it",
    });
};
