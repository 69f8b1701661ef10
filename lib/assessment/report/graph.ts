/** Services and what they need, as a Mermaid flowchart. */
import type { Assessment, InfrastructureKind } from "../assessment";

/** More than these nobody reads: then services of a kind are one. */
const MOST_NODES = 60;

interface Thing {
  readonly name: string;
  readonly group: string;
  readonly drawn: (label: string) => string;
}

const SHAPES: Readonly<Partial<Record<InfrastructureKind, (label: string) => string>>> = {
  databases: (label) => `[("${label}")]`,
  queues: (label) => `[["${label}"]]`,
  caches: (label) => `(["${label}"])`,
  objectStores: (label) => `[/"${label}"/]`,
  balancers: (label) => `{{"${label}"}}`,
};

const service = (label: string): string => `["${label}"]`;

const thingsOf = ({ services, infrastructure }: Pick<Assessment, "services" | "infrastructure">): readonly Thing[] => {
  const own = new Set(services.map(({ name }) => name));
  return [
    ...services.map(({ name, kind }) => ({ name, group: `${kind.value} services`, drawn: service })),
    ...Object.entries(SHAPES).flatMap(([kind, drawn]) =>
      infrastructure[kind as InfrastructureKind]
        .filter(({ name }) => !own.has(name))
        .map(({ name }) => ({ name, group: GROUPS[kind] ?? kind, drawn })),
    ),
  ];
};

const GROUPS: Readonly<Record<string, string>> = { objectStores: "object stores" };

/** @returns lines of a flowchart; none where there is nothing to draw */
export const dependencyGraph = (assessment: Pick<Assessment, "services" | "infrastructure">): readonly string[] => {
  const things = thingsOf(assessment);
  const grouped = things.length > MOST_NODES;
  const labels = new Map<string, { readonly id: string; readonly drawn: Thing["drawn"]; count: number }>();
  const idOf = new Map<string, string>();
  for (const { name, group, drawn } of things) {
    const label = grouped ? group : name;
    const known = labels.get(label) ?? { id: `n${labels.size}`, drawn, count: 0 };
    known.count++;
    labels.set(label, known);
    if (!idOf.has(name)) idOf.set(name, known.id);
  }
  const edges = new Set(
    assessment.services.flatMap(({ name, dependsOn }) =>
      dependsOn.flatMap(({ value, confidence }) => {
        const [from, to] = [idOf.get(name), idOf.get(value)];
        return from === undefined || to === undefined || from === to
          ? []
          : [`${from} ${confidence === "possible" ? "-.->" : "-->"} ${to}`];
      }),
    ),
  );
  return things.length === 0
    ? []
    : [
        "flowchart LR",
        ...[...labels].map(
          ([label, { id, drawn, count }]) => `  ${id}${drawn(mermaidText(grouped ? `${count} × ${label}` : label))}`,
        ),
        ...[...edges].sort().map((edge) => `  ${edge}`),
      ];
};

/** Mermaid reads quotes, brackets, `#`, `:` and HTML in a label; any character can be written by its number. */
const mermaidText = (text: string): string =>
  [...text]
    .slice(0, 60)
    .map((each) => (/[A-Za-z0-9 _.,/=~!-]/.test(each) ? each : `#${each.codePointAt(0)};`))
    .join("") || " ";
