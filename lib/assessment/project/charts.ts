/** Charts of Helm: which file is a template of which, and what its values are. */
import type { Values } from "../../model";
import type { Chart } from "./helm-template";
import type { ProjectFile, Structured } from "./project";

interface Asked {
  readonly file: (path: string) => ProjectFile | undefined;
  readonly structured: (file: ProjectFile) => readonly Structured[];
}

/** The chart that a file is a template of, if it is one. */
export const chartReader = (asked: () => Asked): ((file: ProjectFile) => Chart | undefined) => {
  const known = new Map<string, Chart | undefined>();
  return ({ path }) => {
    const end = path.lastIndexOf("/templates/");
    const folder = end === -1 ? (path.startsWith("templates/") ? "" : undefined) : `${path.slice(0, end)}/`;
    if (folder === undefined) return undefined;
    if (!known.has(folder)) known.set(folder, chartIn(folder, asked()));
    return known.get(folder);
  };
};

const chartIn = (folder: string, { file, structured }: Asked): Chart | undefined => {
  const description = file(`${folder}Chart.yaml`) ?? file(`${folder}Chart.yml`);
  if (description === undefined) return undefined;
  const values = file(`${folder}values.yaml`) ?? file(`${folder}values.yml`);
  const chart = first(structured(description));
  const { name, appVersion } = chart;
  return {
    name: typeof name === "string" ? name : (folder.split("/").at(-2) ?? ""),
    appVersion: typeof appVersion === "string" || typeof appVersion === "number" ? String(appVersion) : "",
    values: values === undefined ? {} : first(structured(values)),
  };
};

const first = (documents: readonly Structured[]): Values => {
  const value = documents[0]?.value;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
};
