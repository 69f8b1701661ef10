/** Which framework a program is written with, and of which kind that makes it. */
import { imageOf, libraryOf } from "../known-libraries";
import type { Dependency, Project, SourceFile } from "../project";
import type { Seen, ServiceKind } from "../assessment";
import { evidence, seen } from "./hint";
import type { ProgramFacts } from "./programs";
import type { Unit } from "./units";

const ORDER =
  "azure-functions nestjs next nuxt remix spring-boot quarkus micronaut ktor play aspnet-core rails sinatra laravel symfony slim phoenix django fastapi flask starlette tornado streamlit airflow scrapy gin echo chi fiber gorilla express fastify koa hapi hono actix axum rocket warp vertx angular svelte vue react aiohttp grpc celery sidekiq bullmq".split(
    " ",
  );

export type Read = readonly { readonly source: SourceFile; readonly facts: ProgramFacts }[];

export const frameworkOf = (
  project: Project,
  unit: Unit,
  used: readonly Dependency[],
  read: Read,
): Seen<string> | undefined => {
  const sdk = unit.manifests
    .map((file) => ({ file, name: sdkOf(project.text(file) ?? "") }))
    .find(({ name }) => name !== undefined);
  const found = used.flatMap((dependency) => {
    const name = libraryOf(dependency).framework;
    return name === undefined || (name === "grpc" && !read.some(({ facts }) => facts.grpc))
      ? []
      : [seen(name, "certain", evidence(dependency.file.path, dependency.line, dependency.name))];
  });
  // What puts load on others brings a framework for its own page.
  if (used.some(loads)) return undefined;
  const functions = found.some(({ value }) => value === "azure-functions");
  if (sdk?.name !== undefined && !functions)
    found.push(seen(sdk.name, "certain", evidence(sdk.file.path, 1, "Sdk of the project")));
  const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const [best] = found.toSorted((one, other) => rank(one.value) - rank(other.value));
  if (best !== undefined && !(best.value === "react" && rank("react") < 0)) return best;
  const plain = read.find(({ source, facts }) => source.language === "go" && facts.netHttp && facts.routes);
  return plain === undefined ? undefined : seen("net-http", "certain", evidence(plain.source.file.path, 1, "net/http"));
};

/** A program that plays many users. */
export const loads = ({ ecosystem, name }: Dependency): boolean =>
  (ecosystem === "pypi" && name === "locust") || (ecosystem === "npm" && /^(?:artillery|k6|@types\/k6)$/.test(name));

const sdkOf = (manifest: string): string | undefined =>
  /Sdk="Microsoft\.NET\.Sdk\.(?:Web|BlazorWebAssembly)"/.test(manifest) ? "aspnet-core" : undefined;

/** Pages that are compiled need their framework only to be built. */
export const BUILT = new Set(["svelte", "vue", "react", "angular", "next", "nuxt"]);

const FRONTENDS = new Set(["next", "nuxt", "remix", "react", "vue", "angular", "svelte"]);

export const kindOf = (
  framework: Seen<string> | undefined,
  unit: Unit,
  project: Project,
  read: Read,
  some: (is: (facts: ProgramFacts) => boolean) => SourceFile | undefined,
): Seen<ServiceKind> | undefined => {
  const told = (kind: ServiceKind, source: SourceFile, sees: string) =>
    seen(kind, "likely", evidence(source.file.path, 1, sees));
  // The last stage is a server of files: what it packs are pages.
  const [packed, ...others] = unit.dockerfiles;
  if (packed !== undefined && others.length === 0 && imageOf(packed.base)?.kind === "balancers")
    return seen("frontend", "likely", evidence(packed.file.path, 1, `FROM ${packed.base}`));
  if (framework !== undefined && FRONTENDS.has(framework.value)) return { ...framework, value: "frontend" };
  if (
    unit.manifests.some((file) => /Sdk="Microsoft\.NET\.Sdk\.Worker"/.test(project.text(file) ?? "")) &&
    !read.some(({ facts }) => facts.consumes)
  )
    return seen("worker", "certain", unit.evidence);
  const consumer = some(({ consumes }) => consumes);
  const server = some(({ serves }) => serves);
  const routes = some((facts) => facts.routes);
  if (consumer !== undefined && routes === undefined) return told("queue consumer", consumer, "consumes messages");
  if (routes !== undefined && server !== undefined) return told("web", routes, "routes");
  const scheduler = some(({ schedules }) => schedules);
  if (scheduler !== undefined && routes === undefined) return told("cron", scheduler, "schedules itself");
  if (server !== undefined) return told("web", server, "starts a server");
  return framework !== undefined &&
    !["celery", "sidekiq", "bullmq", "airflow", "scrapy", "azure-functions"].includes(framework.value) &&
    ORDER.indexOf(framework.value) < ORDER.indexOf("angular") &&
    read.length > 0 &&
    framework.value !== "spring-boot"
    ? { ...framework, value: "web", confidence: "likely" }
    : undefined;
};
