/** What blocks of Terraform speak of: each other, target groups, folders of code. */
import type { HclBlock, Project } from "../../project";
import type { Seen } from "../../assessment";
import { evidence, seen } from "../hint";
import { folderOf, resolved } from "../paths";
import { text } from "../values";
import { textAfter } from "./terraform-text";

export const addressOf = ({ type, labels }: HclBlock): string =>
  type === "module" ? `module.${labels[0] ?? ""}` : `${labels[0] ?? ""}.${labels[1] ?? ""}`;

/** Whether a block speaks of an address. */
export const mentions = (block: HclBlock, address: string): boolean => {
  const words = JSON.stringify(block.body);
  for (let index = words.indexOf(address); index !== -1; index = words.indexOf(address, index + 1))
    if (!/[\w-]/.test(words[index + address.length] ?? "")) return true;
  return false;
};

/** Target groups that a service of ECS is behind. */
export const targetGroups = (blocks: readonly HclBlock[], own: readonly HclBlock[]): readonly Seen<string>[] =>
  blocks
    .filter(
      (other) =>
        /^aws_(?:lb|alb)_target_group$/.test(other.labels[0] ?? "") &&
        own.some((block) => mentions(block, addressOf(other))),
    )
    .flatMap((group) => {
      const [check] = [group.body["health_check"]].flat();
      const path = text((check as Readonly<Record<string, unknown>> | undefined)?.["path"]);
      return path === undefined || !path.startsWith("/")
        ? []
        : [seen(path, "certain" as const, evidence(group.file.path, group.line, `health check ${path}`))];
    });

/** Folder of the code that is packed: `source_dir` of an archive, `filename`, `source`. */
export const folderIn = (
  project: Project,
  block: HclBlock,
  blocks: readonly HclBlock[],
  words: string,
): string | undefined => {
  const archives = blocks
    .filter(({ type, labels }) => type === "data" && labels[0] === "archive_file")
    .filter((archive) => mentions(block, `data.archive_file.${archive.labels[1] ?? ""}`));
  const written = [
    ...archives.map(({ body }) => text(body["source_dir"]) ?? folderOf(text(body["source_file"]) ?? "")),
    textAfter(words, "source_dir|source_path|filename|context|dockerfile_path") ?? "",
  ];
  for (const path of written) {
    const plain = path.replace(/\$\{path\.(?:module|root|cwd)\}\/?/g, "").replace(/\$\{[^}]{0,200}\}/g, "");
    if (plain === "") continue;
    let folder = resolved(folderOf(block.file.path), /\.(?:zip|jar|tgz)$/.test(plain) ? folderOf(plain) : plain);
    while (folder !== undefined && /(?:^|\/)(?:dist|build|target|bin|out|\.build|package|\.aws-sam)$/.test(folder))
      folder = folderOf(folder);
    if (folder !== undefined && folder !== "" && project.files.some((file) => file.path.startsWith(`${folder}/`)))
      return folder;
  }
  return undefined;
};
