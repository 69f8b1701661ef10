/** Settings of continuous integration: actions, tasks, orbs and commands that deploy; servers that only tests start are a hint. */
import type { Project, Structured } from "../project";
import { commandsIn } from "./commands";
import { imageObservations } from "./images";
import { aside, seen, type Observation, type Thing } from "./observation";
import { leavesOf, type Keys } from "./values";

export const pipelines = (project: Project): readonly Observation[] => [
  ...FILES.flatMap((glob) => project.matching(glob))
    .filter(({ path }) => !aside(path))
    .flatMap((file) => project.structured(file))
    .flatMap(ofDocument),
  ...OWN_FILES.flatMap(([glob, name]) =>
    project
      .matching(glob)
      .filter(({ path }) => !aside(path))
      .map((file) => seen({ kind: "clouds", name }, "certain", file, undefined, file.name)),
  ),
];

const FILES: readonly string[] = [
  ".github/workflows/*.{yml,yaml}",
  ".github/actions/**/action.{yml,yaml}",
  "**/.gitlab-ci*.{yml,yaml}",
  ".gitlab/**/*.{yml,yaml}",
  "**/azure-pipelines*.{yml,yaml}",
  ".azure-pipelines/**/*.{yml,yaml}",
  ".azuredevops/**/*.{yml,yaml}",
  "bitbucket-pipelines.{yml,yaml}",
  ".circleci/config.{yml,yaml}",
  ".drone.yml",
  ".woodpecker*.yml",
  "**/buildspec*.{yml,yaml}",
  "**/cloudbuild*.{yml,yaml}",
];

/** Whose file alone tells where it runs. */
const OWN_FILES: readonly (readonly [string, string])[] = [
  ["**/buildspec*.{yml,yaml}", "aws"],
  ["**/appspec.{yml,yaml}", "aws"],
  ["**/cloudbuild*.{yml,yaml}", "gcp"],
];

const ofDocument = (document: Structured): readonly Observation[] =>
  leavesOf(document.value).flatMap(({ keys, text }): readonly Observation[] => {
    const key = String(keys.findLast((each) => typeof each === "string"));
    const say = ({ thing, words }: { readonly thing: Thing; readonly words: string }, certain = true): Observation =>
      seen(thing, certain ? "certain" : "likely", document.file, document.lineOf(keys), words);
    if (keys.includes("services")) return isImage(keys) ? besideTests(document, keys, text) : [];
    if (key === "azureSubscription" || key === "azureServiceConnection")
      return [say({ thing: cloud("azure"), words: key })];
    if (SCRIPTS.has(key)) return commandsIn(text).map((each) => say(each, false));
    return NAMES.has(key) || keys[0] === "orbs" ? stepsIn(text).map((each) => say(each)) : [];
  });

/** Keys whose text is the name of an action, a task, a pipe. */
const NAMES: ReadonlySet<string> = new Set(["uses", "task", "pipe"]);

const stepsIn = (text: string): readonly { readonly thing: Thing; readonly words: string }[] =>
  STEPS.flatMap(([start, ...things]) =>
    text.toLowerCase().startsWith(start) ? things.map((thing) => ({ thing, words: text })) : [],
  );

const SCRIPTS: ReadonlySet<string> = new Set(
  "run script before_script after_script command commands inlineScript bash pwsh args build deploy post_build pre_build".split(
    " ",
  ),
);

/** `services: [postgres]` of GitLab, `services: { db: { image: … } }` of the others. */
const isImage = (keys: Keys): boolean =>
  ["image", "name"].includes(String(keys.at(-1))) || (typeof keys.at(-1) === "number" && keys.at(-2) === "services");

/** Servers that a pipeline starts for its tests: `possible`, whatever they are. */
const besideTests = (document: Structured, keys: Keys, text: string): readonly Observation[] =>
  imageObservations(text, "possible", document.file, document.lineOf(keys), { balancers: false }).filter(
    ({ kind }) => kind !== "clouds",
  );

const cloud = (name: string): Thing => ({ kind: "clouds", name });
const run = (name: string): Thing => ({ kind: "orchestration", name });

/** Beginnings of actions, tasks, orbs, pipes, in lower case. */
const STEPS: readonly (readonly [string, ...Thing[]])[] = [
  ["aws-actions/", cloud("aws")],
  ["aws-actions/amazon-ecs-", run("ecs")],
  ["aws-actions/aws-lambda-deploy", run("lambda")],
  ["azure/login", cloud("azure")],
  ["azure/arm-deploy", cloud("azure")],
  ["azure/bicep-deploy", cloud("azure")],
  ["azure/static-web-apps-deploy", cloud("azure")],
  ["azure/docker-login", cloud("azure")],
  ["azure/webapps-deploy", cloud("azure"), run("app-service")],
  ["azure/functions-action", cloud("azure"), run("azure-functions")],
  ["azure/container-apps-deploy-action", run("container-apps")],
  ["azure/aks-set-context", cloud("azure"), run("kubernetes")],
  ["google-github-actions/", cloud("gcp")],
  ["google-github-actions/deploy-cloudrun", run("cloud-run")],
  ["google-github-actions/deploy-cloud-functions", run("cloud-functions")],
  ["google-github-actions/deploy-appengine", run("app-engine")],
  ["google-github-actions/get-gke-credentials", run("kubernetes")],
  ["firebaseextended/", cloud("gcp")],
  ["superfly/flyctl-actions", cloud("fly")],
  ["cloudflare/", cloud("cloudflare")],
  ["amondnet/vercel-action", cloud("vercel")],
  ["nwtgck/actions-netlify", cloud("netlify")],
  ["akhileshns/heroku-deploy", cloud("heroku")],
  ["digitalocean/", cloud("digitalocean")],
  ["hetznercloud/", cloud("hetzner")],
  ["azurewebapp@", cloud("azure"), run("app-service")],
  ["azurermwebappdeployment@", cloud("azure"), run("app-service")],
  ["azurefunctionapp@", cloud("azure"), run("azure-functions")],
  ["azurecontainerapps@", cloud("azure"), run("container-apps")],
  ["azurecli@", cloud("azure")],
  ["azurepowershell@", cloud("azure")],
  ["azureresourcemanagertemplatedeployment@", cloud("azure")],
  ["azurekeyvault@", cloud("azure")],
  ["kubernetesmanifest@", run("kubernetes")],
  ["helmdeploy@", run("kubernetes"), run("helm")],
  ["circleci/aws-", cloud("aws")],
  ["circleci/gcp-", cloud("gcp")],
  ["circleci/azure-", cloud("azure")],
  ["circleci/heroku", cloud("heroku")],
  ["atlassian/aws-", cloud("aws")],
  ["atlassian/google-", cloud("gcp")],
  ["atlassian/azure-", cloud("azure")],
];
