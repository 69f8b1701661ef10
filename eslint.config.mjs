// The rules of the house: imports point downwards, a room is entered through its door, and the pure rooms know no Terraform.
import tseslint from "typescript-eslint";

/** From the ground up: a room may use itself and the floors below its own. */
const floors = [
  ["model"],
  ["charts", "query", "pipeline"],
  ["testing", "routing"],
  ["slo"],
  ["dashboards"],
  ["checks"],
  ["terraform"],
  ["packs"],
  ["components"],
  ["services"],
  ["platform"],
  ["assessment"],
  ["documents"],
  ["cli"],
];
const rooms = floors.flat();
const pure = [
  "model",
  "charts",
  "query",
  "pipeline",
  "testing",
  "slo",
  "routing",
  "dashboards",
  "packs",
  "checks",
  "services",
  "documents",
];

const allowed = (room) =>
  floors
    .slice(
      0,
      floors.findIndex((floor) => floor.includes(room)),
    )
    .flat();
const forbidden = (room) => rooms.filter((other) => other !== room && !allowed(room).includes(other));

/** Relative paths that leave the room and end past another room's door. */
const pastTheDoor = (room) => {
  const others = rooms.filter((other) => other !== room && other !== "components");
  return `^(\\.\\./)+(${others.join("|")})/.`;
};

const houseRules = rooms.map((room) => ({
  files: [`lib/${room}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${forbidden(room).join("|")})(/|$)`,
            message: `lib/${room} stands below it: imports point downwards.`,
          },
          { regex: pastTheDoor(room), message: "Enter a room through its door (index.ts)." },
          {
            regex: "^(\\.\\./)+(components/[^/]+|alertmanager|exporters|fluentd|grafana|jaeger|loki|prometheus)/.",
            message: "Enter a component through its door (index.ts).",
          },
          { regex: "^(\\.\\./)+(stacks|test)/", message: "The library knows nothing of what is built with it." },
          {
            regex: "^@cdktf-observability/instrumentation|^(\\.\\./)+(contract|instrumentation|examples)/",
            message: "The library shares the contract with applications, by its name, and nothing else.",
          },
          ...(pure.includes(room)
            ? [{ regex: "^(cdktf|constructs|@cdktf/)", message: `lib/${room} is plain data: no Terraform here.` }]
            : []),
          {
            regex: "^@cdktf/provider-[a-z]+(/lib)?$",
            message: "Import deep (@cdktf/provider-kubernetes/lib/namespace-v1): the index costs a second and 190 MB.",
          },
        ],
      },
    ],
  },
}));

/** What runs in applications is small: each folder beside `lib` is a package, and knows only those that it has declared. */
const OTHER_FOLDERS = "^((\\.\\./)+(lib|stacks|test|bench|instrumentation|examples)|(\\.\\./){2,}contract)(/|$)";
const packageRules = [
  {
    files: ["contract/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^[^.]", message: "The contract is plain data: it depends on nothing." },
            { regex: OTHER_FOLDERS, message: "The contract is plain data: it depends on nothing." },
          ],
        },
      ],
    },
  },
  {
    files: ["instrumentation/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^(cdktf|constructs|@cdktf/)", message: "An application deploys nothing: no Terraform here." },
            { regex: OTHER_FOLDERS, message: "Import the contract by its name, and nothing of the platform." },
            {
              // What takes secrets out of a text knows nothing of logging; the door loads pino.
              regex: "^(\\.\\./)+(metrics|http|tracing|logging)/(?!secrets-in-text$).",
              message: "Enter a room through its door (index.ts).",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["examples/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ regex: OTHER_FOLDERS, message: "An example uses the package as everybody does: by its name." }],
        },
      ],
    },
  },
];

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "cdktf.out/",
      "coverage/",
      "**/node_modules/",
      "preview/",
      "test/assessment/fixtures/",
      "**/*.mjs",
      "**/*.d.mts",
      "**/*.cjs",
      "**/*.js",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      // A name is what the compiler prints; an alias it writes out again wherever it is used.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Read the environment in lib/cli or instrumentation/src/environment.ts only.",
        },
      ],
    },
  },
  {
    files: ["lib/cli/**/*.ts", "instrumentation/src/environment.ts", "test/**/*.ts", "bench/**/*.ts", "main.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["stacks/environments/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "FunctionDeclaration, ClassDeclaration", message: "An environment is data." },
      ],
    },
  },
  ...houseRules,
  ...packageRules,
);
