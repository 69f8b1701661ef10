/** Folders that hold what others wrote, or what a build has made: none of it tells how the project runs. */

/** Version control: everybody expects it, nobody needs to be told. */
const HISTORY: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".jj"]);

const ALWAYS: ReadonlySet<string> = new Set(
  [
    "node_modules bower_components jspm_packages .yarn .pnpm-store .npm",
    ".next .nuxt .svelte-kit .output .angular .parcel-cache .turbo .nx .cache .vite storybook-static",
    "dist coverage .nyc_output .serverless .aws-sam cdk.out cdktf.out .terraform .terragrunt-cache .pulumi",
    ".venv venv virtualenv __pycache__ .tox .nox .eggs .mypy_cache .pytest_cache .ruff_cache site-packages",
    ".gradle .idea .vs .settings .metals .bloop .bundle Pods Carthage DerivedData elm-stuff",
  ].flatMap((names) => names.split(" ")),
);

/** Names that are also used for what people write: left out where a file beside, or inside, says what made them. */
const WITH_A_SIGN: Readonly<Record<string, { readonly beside?: RegExp; readonly inside?: RegExp }>> = {
  build: { beside: /^(?:package\.json|build\.gradle(?:\.kts)?|setup\.py|CMakeLists\.txt|pubspec\.yaml)$/ },
  target: { beside: /^(?:Cargo\.toml|pom\.xml|build\.sbt|project\.clj)$/ },
  out: { beside: /^(?:package\.json|next\.config\.[a-z]{2,3})$/, inside: /^(?:production|_next|artifacts)$/ },
  obj: { beside: /\.(?:cs|fs|vb)proj$/ },
  bin: { beside: /\.(?:cs|fs|vb)proj$/ },
  deps: { beside: /^mix\.exs$/ },
  _build: { beside: /^(?:mix\.exs|rebar\.config|dune-project)$/ },
  vendor: {
    beside: /^(?:go\.mod|composer\.json|Gemfile|Cargo\.toml|package\.json|Gopkg\.toml)$/,
    inside: /^(?:modules\.txt|autoload\.php|bundle|github\.com|golang\.org|jquery.{0,40})$/,
  },
  third_party: { inside: /^(?:github\.com|golang\.org|BUILD(?:\.bazel)?)$/ },
};

export type Vendored = "history" | "vendored" | undefined;

/** Whether a folder is left out, by its name, by what stands beside it and by what stands in it. */
export const vendored = (name: string, beside: readonly string[], inside: () => readonly string[]): Vendored => {
  if (HISTORY.has(name)) return "history";
  if (ALWAYS.has(name) || name.endsWith(".egg-info")) return "vendored";
  const sign = Object.hasOwn(WITH_A_SIGN, name) ? WITH_A_SIGN[name] : undefined;
  if (sign?.beside !== undefined && beside.some((each) => sign.beside?.test(each))) return "vendored";
  if (sign?.inside !== undefined && inside().some((each) => sign.inside?.test(each))) return "vendored";
  return undefined;
};

/** A virtual environment of Python has any name, and this file in it. */
export const isVirtualEnvironment = (inside: readonly string[]): boolean => inside.includes("pyvenv.cfg");
