/** The parts of a pipeline with their places in the input, and how findings speak of them. */
import { join, type Directive, type DirectiveValue } from "../../model";
import type { Kind, Plugin } from "../../pipeline";

/** A directive with its path in the input. */
export interface Placed {
  readonly path: string;
  readonly directive: Directive;
  readonly sections: readonly Placed[];
}

/** A directive that is a plug-in. */
export interface PluginPlace extends Placed {
  readonly kind: Kind;
  readonly type: string | undefined;
  readonly plugin: Plugin | undefined;
  /** It stands in a pattern of several formats, whose key is another. */
  readonly typedBy: string;
  /** The label around it, `@ROOT` where there is none. */
  readonly router: string;
  /** Numbers of the processes it runs in. @default all */
  readonly worker?: string;
}

/** One part of the pipeline: its filters and matches in order. */
export interface Router {
  readonly name: string;
  readonly path: string;
  readonly steps: readonly PluginPlace[];
}

export const ROOT = "@ROOT";
/** Parts that Fluentd itself sends to. */
export const OWN_ROUTERS = ["@ERROR", "@FLUENT_LOG"];

/** The value of a parameter as Fluentd reads it; undefined where only its start tells. */
export const textOf = (value: DirectiveValue | undefined): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== "object") return String(value);
  return value.kind === "json" ? JSON.stringify(value.data) : undefined;
};

export const parameter = ({ directive }: Placed, name: string): string | undefined =>
  textOf(directive.parameters?.[name]);

/** Where a parameter stands. */
export const parameterPath = ({ path }: Placed, name: string): string => join(path, [name]);

export const sectionOf = ({ sections }: Placed, name: string): Placed | undefined =>
  sections.find(({ directive }) => directive.name === name);

/** The tags that a filter or a match takes: all where it says none. */
export const patternOf = ({ directive: { argument = "" } }: Placed): string => (argument === "" ? "**" : argument);

/** What a parameter holds that is a map, by name; nothing where only the start tells. */
export const mapOf = (place: Placed, name: string): Readonly<Record<string, string>> => {
  const text = parameter(place, name)?.trim() ?? "";
  try {
    const data: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
    if (typeof data === "object" && data !== null)
      return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]));
  } catch {
    return {};
  }
  return Object.fromEntries(
    text.split(",").flatMap((each) => {
      const [, key, value = ""] = /^\s*([^:]+):(.*)$/s.exec(each) ?? [];
      return key === undefined ? [] : [[key, value]];
    }),
  );
};

/** `<match kubernetes.**>`, for messages. */
export const shown = ({ directive: { name, argument } }: Placed): string =>
  `<${name}${argument === undefined ? "" : ` ${argument}`}>`;
