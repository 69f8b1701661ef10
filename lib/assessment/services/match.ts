/** Which folder of code a deployment runs: by what it is built from, by its image, by its name. */
import type { ServiceHint } from "./hint";
import { endingKeysOf, keyOf, lastPart, wordsOf } from "./names";
import { lies } from "./paths";
import { repositoryOf } from "../known-libraries";
import type { Unit } from "./units";

export const unitOf = (hint: ServiceHint, units: readonly Unit[]): Unit | undefined => {
  const names = [
    hint.image === undefined ? undefined : lastPart(repositoryOf(hint.image)),
    hint.name,
    ...(hint.aliases ?? []),
  ].filter((name) => name !== undefined);
  if (hint.folder !== undefined || hint.dockerfile !== undefined)
    return builtFrom(hint, names, units) ?? (hint.image === undefined ? undefined : byName(names, units));
  return byName(names, units);
};

const builtFrom = (hint: ServiceHint, names: readonly string[], units: readonly Unit[]): Unit | undefined => {
  const context = hint.folder ?? "";
  const packed =
    hint.dockerfile === undefined
      ? undefined
      : units.find(({ dockerfiles }) => dockerfiles.some(({ file }) => file.path === hint.dockerfile));
  const isCode = (unit: Unit) => unit.manifests.length > 0 || unit.main;
  if (
    packed !== undefined &&
    packed.folder !== context &&
    packed.folder !== "" &&
    (isCode(packed) ||
      !units.some((other) => other !== packed && isCode(other) && byName(names, [other]) !== undefined))
  )
    return packed;
  const within = units.filter((unit) => unit.folder !== context && lies(unit.folder, context) && isCode(unit));
  const here = units.find(({ folder }) => folder === context);
  const words = packed?.dockerfiles.find(({ file }) => file.path === hint.dockerfile)?.words ?? "";
  const spoken = within.filter((unit) =>
    speaksOf(words, context === "" ? unit.folder : unit.folder.slice(context.length + 1)),
  );
  const deepest = spoken.filter((unit) => !spoken.some((other) => other !== unit && lies(other.folder, unit.folder)));
  const named = byName(names, deepest) ?? byName(names, within);
  if (named !== undefined) return named;
  const mains = deepest.filter(({ main }) => main);
  if (mains.length === 1) return mains[0];
  if (here !== undefined && isCode(here)) return here;
  if (deepest.length === 1) return deepest[0];
  return here ?? (within.length === 1 ? within[0] : undefined) ?? nearestAbove(context, units);
};

const nearestAbove = (folder: string, units: readonly Unit[]): Unit | undefined =>
  folder === "" ? undefined : units.filter((unit) => unit.folder !== "" && lies(folder, unit.folder)).at(-1);

const speaksOf = (words: string, folder: string): boolean => {
  for (let index = words.indexOf(folder); index !== -1; index = words.indexOf(folder, index + 1))
    if (!/[\w-]/.test(words[index - 1] ?? " ") && !/[\w-]/.test(words[index + folder.length] ?? " ")) return true;
  return false;
};

/** The unit of this name, if there is exactly one; a name without its first words counts less than the whole. */
const byName = (names: readonly string[], units: readonly Unit[]): Unit | undefined => {
  const only = (fits: (unit: string) => boolean): Unit | undefined => {
    const fitting = units.filter((unit) => unit.names.some(fits));
    const coded = fitting.filter(({ manifests, main }) => manifests.length > 0 || main);
    const packed = fitting.filter(({ dockerfiles }) => dockerfiles.length > 0);
    for (const few of [fitting, packed, coded]) if (few.length === 1) return few[0];
    const [first, ...rest] = fitting;
    return first !== undefined && rest.every(({ folder }) => lies(folder, first.folder)) ? first : undefined;
  };
  for (const name of names) {
    const whole = only((other) => keyOf(other) === keyOf(name));
    if (whole !== undefined) return whole;
  }
  for (const name of names)
    for (const key of endingKeysOf(name).slice(1)) {
      const ending = only((other) => keyOf(other) === key);
      if (ending !== undefined && ending.folder !== "") return ending;
    }
  for (const name of names) {
    if (wordsOf(name).length > 2) continue;
    const ending = only((other) => endingKeysOf(other).slice(1).includes(keyOf(name)));
    if (ending !== undefined && ending.folder !== "") return ending;
  }
  return undefined;
};
