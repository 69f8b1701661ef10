/** Whether code is started by itself: by a script, a `main`, a plugin that makes it executable. */
import type { Project, SourceFile } from "../project";
import type { Unit } from "./units";
import { at, mapping, text, textsIn } from "./values";

export const startsItself = (project: Project, unit: Unit, sources: readonly SourceFile[]): boolean => {
  if (unit.main || unit.dockerfiles.some(({ command }) => command !== undefined)) return true;
  const has = (pattern: RegExp) => sources.some(({ text: program }) => pattern.test(program));
  return unit.manifests.some((file) => {
    if (file.name === "package.json") {
      const scripts = mapping(at(project.structured(file)[0]?.value, "scripts"));
      return (
        ["start", "start:prod", "serve", "dev", "preview"].some((script) => text(scripts[script]) !== undefined) &&
        [...textsIn(at(project.structured(file)[0]?.value, "workspaces"))].length === 0
      );
    }
    const words = project.text(file) ?? "";
    if (/^pom\.xml$|^build\.gradle/.test(file.name))
      return (
        /spring-boot-maven-plugin|org\.springframework\.boot['")]|quarkus-maven-plugin|io\.quarkus['")]|io\.micronaut\.application|micronaut-maven-plugin|io\.ktor\.plugin|\bapplication\b[^\n]{0,20}\n|mainClass/.test(
          words,
        ) &&
        has(
          /SpringApplication\.run|runApplication<|@SpringBootApplication|@Path\(|Micronaut\.(?:run|build)|embeddedServer\(|EngineMain|static void main|fun main\(/,
        )
      );
    if (/proj$/.test(file.name)) return /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"/.test(words);
    if (file.name === "Cargo.toml") return has(/fn main\(\)/);
    if (/^(?:pyproject\.toml|requirements\.txt|Pipfile|setup\.py)$/.test(file.name))
      return has(/\b(?:FastAPI|Flask|Starlette|Celery|Sanic)\(|__main__|WSGI_APPLICATION|execute_from_command_line/);
    return /^(?:Gemfile|composer\.json|mix\.exs|build\.sbt|host\.json)$/.test(file.name);
  });
};
