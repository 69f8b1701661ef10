/** Folders: what lies where, and what is for developers only. */
import { outsidePackages } from "../known-libraries";

/** Folder of a file, "" for the project itself. */
export const folderOf = (path: string): string => path.split("/").slice(0, -1).join("/");

/** A path relative to a folder: `./x`, `../x`, `x`. Undefined where it leads out of the project. */
export const resolved = (folder: string, relative: string): string | undefined => {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
};

export const lies = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

const ASIDE = new Set(
  "test tests __tests__ __mocks__ e2e spec specs fixtures testdata test-data testing example examples sample samples docs doc documentation bench benchmark benchmarks benchmarking hack devtools .devcontainer .github .gitlab .circleci .buildkite playground node_modules vendor third_party third-party boilerplate cypress playwright mocks integration-tests integration_tests load-tests loadtests perf storybook .storybook stories archive archived deprecated legacy-archive tutorial tutorials workshop".split(
    " ",
  ),
);

/** Folders in which programs stand that nobody runs in production. Charts keep their templates in one that is none of these. */
export const isAside = (path: string): boolean =>
  outsidePackages(path)
    .split("/")
    .some((part) => ASIDE.has(part.toLowerCase()) || /[-_.](?:tests?|e2e|examples?|samples?)$/i.test(part));

/** How much a file speaks for production: overlays and values of `prod` win over the base, the base over `dev`. */
export const environmentOf = (path: string): "production" | "base" | "other" => {
  const parts = path.toLowerCase().split(/[/._-]+/);
  if (parts.some((part) => /^(?:prod|production|prd|live)$/.test(part))) return "production";
  return parts.some((part) =>
    /^(?:dev|develop|development|local|test|tests|testing|ci|staging|stage|stg|qa|uat|sandbox|preview|e2e|debug)$/.test(
      part,
    ),
  )
    ? "other"
    : "base";
};
