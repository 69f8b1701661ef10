/** Azure's own templates: Bicep, read line by line, and Resource Manager's JSON. */
import type { Project, ProjectFile } from "../project";
import { AZURE_TYPES } from "./azure-types";
import { aside, seen, type Observation, type Thing } from "./observation";
import { isValues, leavesOf, textOf, within } from "./values";

export const azure = (project: Project): readonly Observation[] => [
  ...project.matching("**/*.bicep").flatMap((file) => (aside(file.path) ? [] : bicep(project, file))),
  ...project.matching("**/*.json").flatMap((file) => (aside(file.path) ? [] : resourceManager(project, file))),
];

const AZURE: Thing = { kind: "clouds", name: "azure" };

const RESOURCE =
  /^\s{0,40}resource\s{1,10}[A-Za-z_]\w{0,100}\s{1,10}'([A-Za-z][\w./-]{1,200})@[\w-]{1,40}'\s{0,10}(existing)?/;
const VERIFIED = /^\s{0,40}module\s{1,10}\w{1,100}\s{1,10}'br\/public:avm\/res\/([a-z0-9-]{1,60})\/([a-z0-9-]{1,60})/;
/** Lines below a resource in which its kind stands. */
const BODY = 40;

const bicep = (project: Project, file: ProjectFile): readonly Observation[] => {
  const lines = (project.text(file) ?? "").slice(0, 500_000).split("\n");
  return lines.flatMap((raw, index) => {
    const line = raw.slice(0, 500);
    const type = RESOURCE.exec(line)?.[1]?.toLowerCase();
    const verified = VERIFIED.exec(line);
    const thing =
      type === undefined
        ? verified === null
          ? undefined
          : byModule(verified[1] ?? "", verified[2] ?? "")
        : type === "microsoft.web/sites"
          ? site(lines.slice(index, index + BODY).join("\n"))
          : AZURE_TYPES.get(type);
    if (type === undefined && verified === null) return [];
    return [AZURE, ...(thing === undefined ? [] : [thing])].map((each) =>
      seen(each, "certain", file, index + 1, line.replace(/[={]\s*$/, "")),
    );
  });
};

const site = (body: string): Thing => ({
  kind: "orchestration",
  name: /functionapp/i.test(body.slice(0, 4000)) ? "azure-functions" : "app-service",
});

/** `db-for-postgre-sql/flexible-server` is `Microsoft.DBforPostgreSQL/flexibleServers`. */
const byModule = (family: string, name: string): Thing | undefined => {
  const provider = family.replace(/-/g, "");
  const type = `microsoft.${provider}/${name.replace(/-/g, "")}`;
  return type === "microsoft.web/site"
    ? undefined
    : [`${type}s`, type].map((each) => AZURE_TYPES.get(each)).find((each) => each !== undefined);
};

const resourceManager = (project: Project, file: ProjectFile): readonly Observation[] => {
  if (project.text(file)?.slice(0, 2000).includes("eploymentTemplate.json") !== true) return [];
  return project.structured(file).flatMap((document) =>
    leavesOf(document.value).flatMap(({ keys, text }) => {
      if (keys.at(-1) !== "type" || !keys.includes("resources") || !/^microsoft\.[a-z.]{2,60}\//i.test(text)) return [];
      const resource = within(document.value, ...keys.slice(0, -1));
      const type = text.toLowerCase();
      const thing =
        type === "microsoft.web/sites"
          ? site(isValues(resource) ? textOf(resource["kind"]) : "")
          : AZURE_TYPES.get(type);
      return [AZURE, ...(thing === undefined ? [] : [thing])].map((each) =>
        seen(each, "certain", file, document.lineOf(keys), `type: ${text}`),
      );
    }),
  );
};
