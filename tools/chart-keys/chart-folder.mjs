// Reads an unpacked chart with its subcharts: the merged default values and every template, each with the place its values have in the whole.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";

/** `{ name, version, values, schema, parts: [{ prefix, name, templates: [{ name, text }] }], subcharts: [{ key, known }], conditions }`. */
export function readChart(folder) {
  const { name, version } = readYaml(join(folder, "Chart.yaml"));
  const schemaFile = join(folder, "values.schema.json");
  const parts = [];
  const subcharts = [];
  const conditions = [];
  const values = collect(folder, [], parts, subcharts, conditions);
  const schema = existsSync(schemaFile) ? JSON.parse(readFileSync(schemaFile, "utf8")) : undefined;
  return { name, version, values, schema, parts, subcharts, conditions };
}

function collect(folder, prefix, parts, subcharts, conditions) {
  const { name, dependencies = [] } = readYaml(join(folder, "Chart.yaml"));
  const values = readYaml(join(folder, "values.yaml")) ?? {};
  parts.push({ prefix, name, templates: templatesBelow(join(folder, "templates")) });
  const declared = new Map(dependencies.map((dependency) => [dependency.name, dependency]));
  const present = foldersIn(join(folder, "charts")).map((path) => ({
    path,
    chart: readYaml(join(path, "Chart.yaml")),
  }));
  for (const { path, chart } of present) {
    const key = declared.get(chart.name)?.alias ?? chart.name;
    const own = collect(path, [...prefix, key], parts, subcharts, conditions);
    if (chart.type !== "library") values[key] = overlay(own, values[key] ?? {});
    const known = parts.some(
      (part) => part.prefix.join(".") === [...prefix, key].join(".") && part.templates.length > 0,
    );
    subcharts.push({ key: [...prefix, key], known });
  }
  for (const { name: dependency, alias, condition } of dependencies) {
    for (const path of condition?.split(",") ?? []) conditions.push([...prefix, ...path.trim().split(".")]);
    if (!present.some(({ chart }) => chart.name === dependency))
      subcharts.push({ key: [...prefix, alias ?? dependency], known: false });
  }
  return values;
}

const readYaml = (file) => (existsSync(file) ? parse(readFileSync(file, "utf8"), { merge: true }) : undefined);

const foldersIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isDirectory() && existsSync(join(path, "Chart.yaml")))
    : [];

function templatesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => /\.(ya?ml|tpl|txt)$/.test(path))
    .sort()
    .map((path) => ({ name: relative(folder, path), text: readFileSync(path, "utf8") }));
}

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** As Helm lays a chart's values over those of its subchart. */
function overlay(below, above) {
  if (!isMap(below) || !isMap(above)) return above;
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) merged[key] = key in below ? overlay(below[key], value) : value;
  return merged;
}
