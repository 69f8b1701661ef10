/** Who owns a folder: CODEOWNERS, OWNERS files and catalogues of Backstage. */
import picomatch from "picomatch";
import type { Project } from "../project";
import type { Seen } from "../assessment";
import { evidence, seen } from "./hint";
import { keyOf } from "./names";
import { folderOf, lies } from "./paths";
import { at, list, text } from "./values";

/** Where the hosts of repositories look, the first of them first. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS"];

interface Line {
  readonly covers: (folder: string) => boolean;
  readonly owner: string | undefined;
  readonly line: number;
  readonly words: string;
}

export const ownersOf = (
  project: Project,
): ((folder: string | undefined, names: readonly string[]) => Seen<string> | undefined) => {
  const file = PLACES.map((path) => project.file(path)).find((found) => found !== undefined);
  const lines = file === undefined ? [] : linesOf(project.text(file) ?? "");
  const catalogue = cataloguesOf(project);
  return (folder, names) => {
    const [best] = lines.filter(({ covers }) => covers(folder ?? "")).slice(-1);
    if (file !== undefined && best?.owner !== undefined)
      return seen(best.owner, "certain", evidence(file.path, best.line, best.words));
    const component = catalogue.find(
      (entry) =>
        names.some((name) => keyOf(name) === keyOf(entry.name)) ||
        (folder !== undefined && folder !== "" && folderOf(entry.owner.evidence[0]?.file ?? "") === folder),
    );
    return component?.owner ?? ownersFile(project, folder);
  };
};

const linesOf = (words: string): readonly Line[] =>
  words
    .split("\n")
    .map((raw, index) => ({ raw: raw.replace(/(?:^|\s)#.*$/, "").trim(), line: index + 1 }))
    .filter(({ raw }) => raw !== "" && !/^\^?\[/.test(raw))
    .slice(0, 5000)
    .map(({ raw, line }) => {
      const [pattern = "", owner] = raw.split(/\s+/, 2);
      return { covers: coverage(pattern), owner, line, words: raw };
    });

/** Whether a pattern owns all that is in a folder. */
const coverage = (pattern: string): ((folder: string) => boolean) => {
  const plain = pattern.replace(/\/(?:\*\*?)?$/, "").replace(/^\//, "");
  if (plain === "*" || plain === "**" || plain === "" || plain === "**/*") return () => true;
  const anchored = pattern.startsWith("/") || plain.includes("/");
  const fits = picomatch(anchored ? plain : [plain, `**/${plain}`], { dot: true, nonegate: true, noext: true });
  return (folder) => {
    const parts = folder.split("/");
    return folder !== "" && parts.some((_, index) => fits(parts.slice(0, index + 1).join("/")));
  };
};

const cataloguesOf = (project: Project): readonly { readonly name: string; readonly owner: Seen<string> }[] =>
  project.files
    .filter(({ name }) => /^catalog-info\.ya?ml$/.test(name))
    .flatMap((file) =>
      project.structured(file).flatMap(({ value, lineOf }) => {
        const owner = text(at(value, "spec", "owner"));
        const name = text(at(value, "metadata", "name"));
        return owner === undefined || name === undefined || at(value, "kind") !== "Component"
          ? []
          : [
              {
                name,
                owner: seen(owner, "certain", evidence(file.path, lineOf(["spec", "owner"]), `owner: ${owner}`)),
              },
            ];
      }),
    );

/** The nearest OWNERS file, as Kubernetes' repositories have them. */
const ownersFile = (project: Project, folder: string | undefined): Seen<string> | undefined => {
  const all =
    folder === undefined
      ? []
      : project.files.filter(({ name, path }) => name === "OWNERS" && lies(folder, folderOf(path)));
  const [file] = all.toSorted((one, other) => other.path.length - one.path.length);
  const [document] = file === undefined ? [] : project.structured(file);
  const owner = text(list(at(document?.value, "approvers"))[0]);
  return document === undefined || owner === undefined
    ? undefined
    : seen(owner, "likely", evidence(document.file.path, document.lineOf(["approvers"]), `approvers: ${owner}`));
};
