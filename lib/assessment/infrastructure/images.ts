/** What an image's name tells: the server that it runs, and the cloud whose registry keeps it. */
import { imageOf } from "../known-libraries";
import type { ProjectFile } from "../project";
import type { Confidence } from "../assessment";
import { seen, type Observation } from "./observation";

/** Web servers stand in images of applications as well: who reads images of balancers says which of them balance. */
export const imageObservations = (
  image: string,
  confidence: Confidence,
  file: ProjectFile,
  line: number,
  { balancers = true }: { readonly balancers?: boolean } = {},
): readonly Observation[] => {
  const sees = `image: ${image}`;
  const registry = registryOf(image);
  const clouds = registry === undefined ? [] : [seen({ kind: "clouds", name: registry }, "certain", file, line, sees)];
  const known = imageOf(image);
  if (
    known === undefined ||
    known.kind === "tool" ||
    known.kind === "other server" ||
    known.kind === "development only"
  )
    return clouds;
  if (known.kind === "balancers" && !balancers) return clouds;
  return [...clouds, { ...seen({ kind: known.kind, name: known.name }, confidence, file, line, sees), run: true }];
};

/** The cloud of a private registry; registries that everybody pulls from tell nothing. */
export const registryOf = (image: string): string | undefined => {
  const [host = "", owner = ""] = image.trim().toLowerCase().split("/", 2);
  if (host.endsWith(".amazonaws.com") && host.includes(".dkr.ecr.")) return "aws";
  if (host.endsWith(".azurecr.io")) return "azure";
  if (host.endsWith(".pkg.dev") || host === "gcr.io" || host.endsWith(".gcr.io"))
    return host === "k8s.gcr.io" || PUBLIC_OF_GOOGLE.test(owner) || owner === "" ? undefined : "gcp";
  if (host === "registry.digitalocean.com") return "digitalocean";
  if (/^rg\.[a-z-]{1,20}\.scw\.cloud$/.test(host)) return "scaleway";
  if (host === "registry.fly.io") return "fly";
  if (host === "registry.heroku.com") return "heroku";
  return undefined;
};

const PUBLIC_OF_GOOGLE =
  /^(?:google-samples|google-containers|google_containers|google_samples|distroless|kaniko-project|cadvisor|cloudsql-docker|cloud-sql-connectors|google\.com:cloudsdktool|google\.com|k8s-.{0,60}|kubebuilder|heptio-images|spark-operator|tekton-releases|knative-releases|istio-release|istio-testing|skaffold.{0,40}|gke-release|go-containerregistry|cloud-builders|cloud-marketplace|datadoghq|mirror\.gcr\.io)$/;
