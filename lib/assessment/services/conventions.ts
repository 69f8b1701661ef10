/** What a program listens on and answers by the conventions of its framework: configured ports, routes by the names of files. */
import type { Dependency, Project } from "../project";
import type { Seen } from "../assessment";
import { evidence, seen } from "./hint";
import { isAside } from "./paths";
import { belongsTo, type Unit } from "./units";
import { at, mapping, port } from "./values";

const HEALTH_OF_LIBRARY: readonly (readonly [RegExp, string])[] = [
  [/spring-boot-starter-actuator$/, "/actuator/health"],
  [/quarkus-smallrye-health$/, "/q/health"],
  [/micronaut-management$/, "/health"],
];

export const libraryHealth = (used: readonly Dependency[]): readonly Seen<string>[] =>
  used.flatMap(({ name, file, line }) =>
    HEALTH_OF_LIBRARY.filter(([library]) => library.test(name)).map(([, path]) =>
      seen(path, "likely" as const, evidence(file.path, line, name)),
    ),
  );

/** Next and Nuxt take routes from the names of files. */
export const routesByFile = (project: Project, units: readonly Unit[], unit: Unit): readonly Seen<string>[] =>
  project.files.flatMap(({ path }) => {
    const match =
      /(?:^|\/)(?:(?:src\/)?(?:app|pages)|server)(\/api\/(?:[\w-]{1,40}\/){0,3}(?:health|healthz|healthcheck|ready|live|ping))(?:\/route|\/index|\.get)?\.(?:ts|js|tsx|jsx)$/.exec(
        path,
      );
    return match?.[1] === undefined || !belongsTo(unit, units, path)
      ? []
      : [seen(match[1], "likely" as const, evidence(path, 1, `route ${match[1]}`))];
  });

export const configuredPorts = (project: Project, units: readonly Unit[], unit: Unit): readonly Seen<number>[] =>
  project.files
    .filter(
      ({ name, path }) =>
        /^(?:application|bootstrap)\.(?:ya?ml|properties)$/.test(name) &&
        belongsTo(unit, units, path) &&
        !isAside(path),
    )
    .flatMap((file) => {
      if (file.name.endsWith(".properties"))
        return project.settings(file).flatMap(({ name, value, line }) => {
          const number =
            name === "server.port" || name === "quarkus.http.port"
              ? port(value.replace(/^\$\{\w{1,60}:(\d{1,5})\}$/, "$1"))
              : undefined;
          return number === undefined ? [] : [seen(number, "certain", evidence(file.path, line, `${name}=${number}`))];
        });
      return project.structured(file).flatMap(({ value, lineOf }) =>
        [
          ["server", "port"],
          ["quarkus", "http", "port"],
          ["micronaut", "server", "port"],
          ["ktor", "deployment", "port"],
        ].flatMap((keys) => {
          const written = at(value, ...keys) ?? (keys[0] === "server" ? mapping(value)["server.port"] : undefined);
          const number = port(
            typeof written === "string" ? written.replace(/^\$\{\w{1,60}:(\d{1,5})\}$/, "$1") : written,
          );
          return number === undefined
            ? []
            : [seen(number, "certain", evidence(file.path, lineOf(keys), `${keys.join(".")}: ${number}`))];
        }),
      );
    });
