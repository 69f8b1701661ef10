/** What a Dockerfile says of the program that it packs. */
import { imageOf } from "../known-libraries";
import type { Project, ProjectFile } from "../project";
import type { Seen } from "../assessment";
import { commandLine, pathOfCheck } from "./commands";
import { evidence, seen } from "./hint";
import { folderOf } from "./paths";
import { port } from "./values";

export interface DockerFacts {
  readonly file: ProjectFile;
  readonly folder: string;
  /** Image of the last stage that is none of the stages. */
  readonly base: string;
  readonly stages: number;
  readonly ports: readonly Seen<number>[];
  readonly health: readonly Seen<string>[];
  readonly command?: string;
  /** All words of what is copied and run: the code that it packs is named among them. */
  readonly words: string;
}

export const dockerFacts = (project: Project, file: ProjectFile): DockerFacts => {
  const all = project.dockerfile(file);
  const instructions = (keyword: string) => all.filter((each) => each.keyword === keyword);
  const stages = instructions("FROM").map((each) => {
    const [image = "", as, name] = each.arguments
      .replace(/--platform=\S+\s*/, "")
      .trim()
      .split(/\s+/);
    return { image, name: as?.toLowerCase() === "as" ? name?.toLowerCase() : undefined };
  });
  const last = instructions("FROM").at(-1)?.line ?? 0;
  const final = all.filter(({ line }) => line >= last);
  const start = final.filter(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT");
  const command = commandLine(start.map((each) => plain(each.arguments)));
  const exposed = final
    .filter(({ keyword }) => keyword === "EXPOSE")
    .flatMap(({ arguments: words, line }) =>
      words.split(/\s+/).flatMap((word) => {
        const number = port(word.split("/")[0]);
        return number === undefined ? [] : [seen(number, "certain", evidence(file.path, line, `EXPOSE ${word}`))];
      }),
    );
  const checks = final
    .filter(({ keyword }) => keyword === "HEALTHCHECK")
    .flatMap(({ arguments: words, line }) => {
      const path = pathOfCheck(words);
      return path === undefined ? [] : [seen(path, "certain", evidence(file.path, line, `HEALTHCHECK ${words}`))];
    });
  return {
    file,
    folder: folderOf(file.path),
    base: baseOf(stages),
    stages: stages.length,
    ports: exposed.length > 0 ? exposed : fromEnvironment(file, final),
    health: checks,
    ...(command === undefined ? {} : { command }),
    words: all
      .filter(({ keyword }) => keyword !== "FROM")
      .map((each) => each.arguments)
      .join(" "),
  };
};

const plain = (words: string): string =>
  words
    .replace(/[[\]",]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

const fromEnvironment = (file: ProjectFile, final: ReturnType<Project["dockerfile"]>): readonly Seen<number>[] =>
  final
    .filter(({ keyword }) => keyword === "ENV")
    .flatMap(({ arguments: words, line }) => {
      const number = port(/(?:^|\s)(?:PORT|HTTP_PORT|SERVER_PORT)[= ]"?(\d{2,5})/.exec(words)?.[1]);
      return number === undefined ? [] : [seen(number, "likely", evidence(file.path, line, `ENV PORT ${number}`))];
    });

const baseOf = (stages: readonly { readonly image: string; readonly name?: string }[]): string => {
  let image = stages.at(-1)?.image ?? "";
  for (let index = stages.length - 2; index >= 0; index -= 1)
    if (stages[index]?.name === image.toLowerCase()) image = stages[index]?.image ?? image;
  return image;
};

/** The server that a Dockerfile only configures: `FROM postgres` with a script, `FROM nginx` with a configuration and no pages. */
export const merelyRuns = (
  project: Project,
  facts: DockerFacts,
): { readonly kind: string; readonly name: string } | undefined => {
  const known = imageOf(facts.base);
  if (known === undefined || known.kind === "other server") return undefined;
  if (known.kind !== "balancers") return known;
  const inFolder = (name: string) => project.file(facts.folder === "" ? name : `${facts.folder}/${name}`) !== undefined;
  const hasPages =
    facts.stages > 1 ||
    inFolder("package.json") ||
    inFolder("index.html") ||
    /\b(?:html|dist|build|public|www)\b/.test(
      facts.words.replace(/\/usr\/share\/nginx\/html\/50x\.html/g, "").replace(/\/var\/www/g, "www"),
    );
  return hasPages ? undefined : known;
};
