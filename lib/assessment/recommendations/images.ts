/** Images that are another thing tomorrow. */
import { isMap } from "../../charts";
import type { Evidence } from "../assessment";
import type { Project } from "../project";
import { recommendation, type Rule } from "./asking";

/** Whether a reference names a version: a digest, or a tag other than `latest` and `16-latest`. What is filled in later cannot be judged. */
export const isPinned = (image: string): boolean => {
  if (image === "" || image.length > 500 || /[\s${}<>]/.test(image) || image.endsWith(":")) return true;
  if (image.includes("@sha256:")) return true;
  const tag = image.slice(image.lastIndexOf("/") + 1).split(":")[1];
  return tag !== undefined && !/(?:^|-)latest$/.test(tag);
};

interface Image extends Evidence {
  readonly image: string;
}

const composeImages = ({ compose }: Project): readonly Image[] =>
  compose.flatMap(({ file, value, lineOf }) => {
    const services = isMap(value) && isMap(value["services"]) ? value["services"] : {};
    return Object.entries(services).flatMap(([name, service]) =>
      isMap(service) && typeof service["image"] === "string" && service["build"] === undefined
        ? [found(file.path, lineOf(["services", name, "image"]), service["image"])]
        : [],
    );
  });

const CONTAINERS = ["containers", "initContainers"] as const;

const podSpecs = (value: unknown, keys: readonly (string | number)[]): readonly (readonly (string | number)[])[] => {
  if (!isMap(value)) return [];
  return CONTAINERS.some((each) => Array.isArray(value[each]))
    ? [keys]
    : ["spec", "template", "jobTemplate"].flatMap((key) => podSpecs(value[key], [...keys, key]));
};

const at = (value: unknown, keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), value);

const kubernetesImages = ({ kubernetes }: Project): readonly Image[] =>
  kubernetes.flatMap(({ file, value, lineOf }) =>
    podSpecs(value, []).flatMap((keys) => {
      const spec = at(value, keys);
      return CONTAINERS.flatMap((list) => {
        const containers = isMap(spec) && Array.isArray(spec[list]) ? (spec[list] as readonly unknown[]) : [];
        return containers.flatMap((each, index) =>
          isMap(each) && typeof each["image"] === "string"
            ? [found(file.path, lineOf([...keys, list, index, "image"]), each["image"])]
            : [],
        );
      });
    }),
  );

const baseImages = (project: Project): readonly Image[] =>
  project.dockerfiles.flatMap((file) => {
    const stages = new Set<string>(["scratch"]);
    return project
      .dockerfile(file)
      .filter(({ keyword }) => keyword === "FROM")
      .flatMap((from) => {
        const [image = "", as = "", stage = ""] = from.arguments.split(/\s+/).filter((word) => !word.startsWith("--"));
        const known = stages.has(image.toLowerCase());
        if (as.toLowerCase() === "as") stages.add(stage.toLowerCase());
        return known ? [] : [found(file.path, from.line, image)];
      });
  });

const found = (file: string, line: number, image: string): Image => ({
  file,
  line,
  image,
  sees: `image: ${image.slice(0, 120)}`,
});

export const pinImages: Rule = ({ project }) => {
  if (project === undefined) return [];
  const loose = [...composeImages(project), ...kubernetesImages(project), ...baseImages(project)].filter(
    ({ image }) => !isPinned(image),
  );
  return loose.length === 0
    ? []
    : [
        recommendation("pin-images", {
          title: "Pin images to versions",
          risk: 2,
          effort: "hours",
          why: `${loose.length} ${loose.length === 1 ? "image has" : "images have"} no tag, or a \`latest\` one: what runs after the next restart is not what was tested, and nobody sees the change.`,
          evidence: loose.map(({ file, line, sees }) => ({ file, line, sees })),
          what: "A version, or a digest, in each manifest; the charts and images that this package deploys are pinned",
          done: "The assessment finds no image without a version.",
        }),
      ];
};
