/** Commands of deployment in scripts of pipelines: the first words of a line tell the tool. */
import type { Thing } from "./observation";

/** What a script's lines deploy to. */
export const commandsIn = (script: string): readonly { readonly thing: Thing; readonly words: string }[] =>
  script
    .slice(0, 50_000)
    .split(/\n|&&|;|\|\|/)
    .flatMap((raw) => {
      const line = raw
        .trim()
        .slice(0, 300)
        .replace(/^(?:-\s|sudo\s|npx\s|run:\s)/, "");
      return COMMANDS.flatMap(([start, things]) =>
        line.startsWith(start) ? things.map((thing) => ({ thing, words: start.trim() })) : [],
      );
    });

const cloud = (name: string): Thing => ({ kind: "clouds", name });
const run = (name: string): Thing => ({ kind: "orchestration", name });

const COMMANDS: readonly (readonly [string, readonly Thing[]])[] = [
  ["aws ", [cloud("aws")]],
  ["aws eks ", [run("kubernetes")]],
  ["aws ecs ", [run("ecs")]],
  ["aws lambda ", [run("lambda")]],
  ["sam deploy", [cloud("aws"), run("lambda")]],
  ["cdk deploy", [cloud("aws")]],
  ["eb deploy", [cloud("aws"), run("elastic-beanstalk")]],
  ["copilot ", [cloud("aws"), run("ecs")]],
  ["gcloud ", [cloud("gcp")]],
  ["gcloud run ", [run("cloud-run")]],
  ["gcloud functions ", [run("cloud-functions")]],
  ["gcloud app deploy", [run("app-engine")]],
  ["gcloud container clusters get-credentials", [run("kubernetes")]],
  ["firebase deploy", [cloud("gcp")]],
  ["az ", [cloud("azure")]],
  ["az aks ", [run("kubernetes")]],
  ["az webapp ", [run("app-service")]],
  ["az functionapp ", [run("azure-functions")]],
  ["az containerapp ", [run("container-apps")]],
  ["func azure functionapp ", [cloud("azure"), run("azure-functions")]],
  ["azd ", [cloud("azure")]],
  ["doctl ", [cloud("digitalocean")]],
  ["flyctl deploy", [cloud("fly")]],
  ["fly deploy", [cloud("fly")]],
  ["heroku ", [cloud("heroku")]],
  ["vercel ", [cloud("vercel")]],
  ["netlify deploy", [cloud("netlify")]],
  ["wrangler deploy", [cloud("cloudflare")]],
  ["wrangler publish", [cloud("cloudflare")]],
  ["railway up", [cloud("railway")]],
  ["hcloud ", [cloud("hetzner")]],
  ["scw ", [cloud("scaleway")]],
  ["kubectl ", [run("kubernetes")]],
  ["helm upgrade", [run("kubernetes"), run("helm")]],
  ["helm install", [run("kubernetes"), run("helm")]],
  ["kustomize build", [run("kubernetes"), run("kustomize")]],
  ["nomad job run", [run("nomad")]],
  ["docker stack deploy", [run("swarm")]],
  ["serverless deploy", [run("serverless-framework")]],
  ["sls deploy", [run("serverless-framework")]],
  ["oc apply", [run("openshift"), run("kubernetes")]],
];
