/** What a plug-in takes: its parameters by name and type, and its sections. Facts of the versions that the images carry. */

export type ParameterType =
  "text" | "bool" | "int" | "float" | "size" | "time" | "list" | "map" | "regexp" | readonly string[];

export interface Parameter {
  readonly type: ParameterType;
  readonly required: boolean;
  /** Its value is a secret. */
  readonly secret: boolean;
}

/** A plug-in that stands in a section: its `@type` decides what that section takes. */
export type Kind = "source" | "filter" | "match" | "parser" | "formatter" | "buffer" | "storage";

export interface SectionShape {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly sections: Readonly<Record<string, SectionShape>>;
  /** It stands for a plug-in of this kind, named by `typedBy`. */
  readonly plugin?: Kind;
  /** @default "@type" */
  readonly typedBy?: string;
  /** It takes whatever it is given: labels, fields of a record. */
  readonly open?: true;
}

export interface Plugin extends SectionShape {
  /** The gem that brings it, at the version that these facts are of. @default Fluentd itself */
  readonly gem?: string;
}

/** How a table is written: `path! exclude_path=list method=put|post password*`, with `!` for required and `*` for secret. */
export interface Written {
  readonly parameters?: string;
  readonly sections?: Readonly<Record<string, SectionShape>>;
  readonly gem?: string;
}

export const section = ({ parameters = "", sections = {} }: Written, plugin?: Kind): SectionShape => ({
  parameters: Object.fromEntries(
    parameters
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "")
      .map(parameter),
  ),
  sections,
  ...(plugin === undefined ? {} : { plugin }),
});

export const plugins = <Name extends string>(tables: Readonly<Record<Name, Written>>) =>
  Object.fromEntries(
    Object.entries<Written>(tables).map(([name, written]) => [
      name,
      { ...section(written), ...(written.gem === undefined ? {} : { gem: written.gem }) },
    ]),
  ) as Readonly<Record<Name, Plugin>>;

/** A section that takes whatever it is given. */
export const anything: SectionShape = { parameters: {}, sections: {}, open: true };

const TYPES: Readonly<Record<string, ParameterType>> = Object.fromEntries(
  (["bool", "int", "float", "size", "time", "list", "map", "regexp"] as const).map((type) => [type, type]),
);

const parameter = (word: string): readonly [string, Parameter] => {
  const [, name = "", type, signs = ""] = /^([^=!*]+)(?:=([^!*]+))?([!*]*)$/.exec(word) ?? [];
  return [
    name,
    {
      type: type === undefined ? "text" : (TYPES[type] ?? type.split("|")),
      required: signs.includes("!"),
      secret: signs.includes("*"),
    },
  ];
};
