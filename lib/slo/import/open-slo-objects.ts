/** The objects of OpenSLO v1 by kind and name, and what refers to them. */
import { didYouMean } from "../../model";
import { isTeam } from "./alert-levels";
import { fieldsIn, fieldsOf, neededTextIn, textIn, textsIn, type Fields } from "./fields";
import type { Report } from "./report";
import type { Written } from "./written";

const KINDS = [
  "SLO",
  "SLI",
  "Service",
  "DataSource",
  "AlertPolicy",
  "AlertCondition",
  "AlertNotificationTarget",
] as const;
type Kind = (typeof KINDS)[number];

export interface OpenSloObject {
  readonly kind: Kind;
  readonly name: string;
  readonly metadata: Fields | undefined;
  readonly spec: Written | undefined;
  readonly at: string;
}

export type Objects = readonly OpenSloObject[];

const METADATA_KEYS = ["name", "displayName", "labels", "annotations"];

export const openSloObject = (written: Written, report: Report): OpenSloObject | undefined => {
  const fields = fieldsOf(written, "an object of OpenSLO", ["apiVersion", "kind", "metadata", "spec"], report);
  const kind = neededTextIn(fields, "kind", `write one of ${KINDS.join(", ")}`);
  const known = KINDS.find((each) => each === kind);
  const metadata = metadataIn(fields);
  if (fields.get("metadata") === undefined)
    report.refuse("import/missing-key", fields.at, 'has no "metadata"', "write its name below metadata");
  const name = metadata && neededTextIn(metadata, "name", "write a name");
  if (kind !== undefined && known === undefined)
    return report.refuse(
      "import/format",
      fields.get("kind")?.at ?? fields.at,
      `"${kind}" is no kind of OpenSLO${didYouMean(kind, KINDS)}`,
      `write one of ${KINDS.join(", ")}`,
    );
  return known === undefined || name === undefined
    ? undefined
    : { kind: known, name, metadata, spec: fields.get("spec"), at: fields.at };
};

const metadataIn = (fields: Fields): Fields | undefined =>
  fieldsIn(fields, "metadata", "metadata of OpenSLO", METADATA_KEYS);

/** Two objects of one kind and name: which of them is meant, nobody knows. */
export const reportTwins = (objects: Objects, report: Report): void => {
  objects.forEach(({ kind, name, at }, index) => {
    const first = objects.slice(0, index).find((each) => each.kind === kind && each.name === name);
    if (first !== undefined)
      report.refuse(
        "import/name",
        at,
        `is a second ${kind} "${name}", after that at ${first.at}`,
        "give it another name",
      );
  });
};

export const objectNamed = (kind: Kind, name: string, objects: Objects): OpenSloObject | undefined =>
  objects.find((each) => each.kind === kind && each.name === name);

/** The object that a key refers to. */
export const referredIn = (fields: Fields, key: string, kind: Kind, objects: Objects): OpenSloObject | undefined => {
  const name = textIn(fields, key);
  if (name === undefined) return undefined;
  const names = objects.filter((each) => each.kind === kind).map((each) => each.name);
  return (
    objectNamed(kind, name, objects) ??
    fields.report.refuse(
      "import/reference",
      fields.get(key)?.at ?? fields.at,
      `there is no ${kind} "${name}"${didYouMean(name, names)}`,
      "write it into the same file, or name its file too",
    )
  );
};

/** What is written in its place or referred to: `indicator` or `indicatorRef`. */
export const inlineOrReferred = (
  fields: Fields,
  { inline, ref, kind }: { readonly inline: string; readonly ref: string; readonly kind: Kind },
  objects: Objects,
): Pick<OpenSloObject, "metadata" | "spec" | "at"> | undefined => {
  const written = fields.get(inline);
  if (written !== undefined && fields.get(ref) !== undefined)
    return fields.report.refuse("import/value", fields.at, `has both ${inline} and ${ref}`, "leave one of the two out");
  if (written === undefined) return referredIn(fields, ref, kind, objects);
  return inlined(written, kind, fields.report);
};

/** An object in the place of a reference: it need not say again what it is. */
export const inlined = (
  written: Written,
  kind: Kind,
  report: Report,
): Pick<OpenSloObject, "metadata" | "spec" | "at"> => {
  const inner = fieldsOf(written, `an inline ${kind}`, ["apiVersion", "kind", "metadata", "spec"], report);
  return { metadata: metadataIn(inner), spec: inner.get("spec"), at: inner.at };
};

/** Who owns it, and what of its labels and annotations nobody reads here. */
export const ownerAndLost = (
  metadata: Fields | undefined,
): { readonly owner?: string; readonly lost: readonly string[] } => {
  if (metadata === undefined) return { lost: [] };
  const labels = textsIn(metadata, "labels", "labels");
  const owner = [labels["team"], labels["owner"]].find((each) => each !== undefined && isTeam(each));
  const ofOwner = (key: string): boolean => (key === "team" || key === "owner") && labels[key] === owner;
  return {
    ...(owner === undefined ? {} : { owner }),
    lost: [
      ...Object.keys(labels)
        .filter((key) => !ofOwner(key))
        .map((key) => `the label ${key}`),
      ...Object.keys(textsIn(metadata, "annotations", "annotations")).map((key) => `the annotation ${key}`),
    ],
  };
};
