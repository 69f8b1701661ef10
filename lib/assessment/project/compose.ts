/** Which files are Compose's: by what they are called, or by services that have an image or a build. */
import type { Values } from "../../model";
import type { ProjectFile, Structured } from "./project";

const CALLED = /^(?:docker-)?compose(?:[.\-_][\w.-]{0,80})?\.ya?ml$|[.\-_](?:docker-)?compose\.ya?ml$/i;

/** Whether it pays to read a file. */
export const mayBeCompose = (file: ProjectFile, text: string): boolean =>
  /\.ya?ml$/i.test(file.name) && (CALLED.test(file.name) || /^services:/m.test(text));

export const isCompose = ({ file, value }: Structured): boolean => {
  if (!isValues(value) || "apiVersion" in value || "openapi" in value) return false;
  const { services } = value;
  if (!isValues(services)) return CALLED.test(file.name) && ("services" in value || "include" in value);
  if (CALLED.test(file.name)) return true;
  const all = Object.values(services);
  return all.length > 0 && all.every(isValues) && all.some((each) => "image" in each || "build" in each);
};

/** `docker-compose.yml` before `docker-compose.override.yml` and `docker-compose.prod.yml` of the same folder. */
export const inOrder = (documents: readonly Structured[]): readonly Structured[] =>
  [...documents].sort((a, b) => compared(key(a.file), key(b.file)));

const key = ({ path, name }: ProjectFile): readonly [folder: string, rank: number, name: string] => [
  path.slice(0, path.length - name.length),
  /^(?:docker-)?compose\.ya?ml$/i.test(name) ? 0 : /override/i.test(name) ? 1 : 2,
  name,
];

const compared = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
};

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
