/** Kubernetes objects, custom resources among them, that arrive in the cluster byte for byte: as Helm releases of a tiny chart of our own. */
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, TerraformStack, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { inSeconds, minutes, parse, releaseName } from "../model";
import { dependableOnce } from "./dependables";
import { yamlDocument, yamlLiteral } from "./literal";
import { inParts, type KubernetesObject } from "./manifest-parts";
import { pathOf, register } from "./model-registry";

export interface ManifestsProps {
  /** Whose objects these are; it begins the releases' names: `<owner>-manifests`. */
  readonly owner: string;
  /** Namespace of the releases, and of objects that name none. */
  readonly namespace: string;
  /** Plain text: nothing in them is escaped. */
  readonly objects: readonly KubernetesObject[];
  /** What must stand before, e.g. the release that brings the custom resources' definitions. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * The objects of one owner. `kubernetes_manifest` would need the cluster to know their kinds when Terraform plans; a release does not, so
 * they can be deployed together with the operator that brings the kinds.
 * @example new Manifests(this, "rules", { owner: "loki", namespace, objects: rules, dependsOn: [prometheus.release] })
 */
export class Manifests extends Construct {
  readonly releases: readonly Release[];

  constructor(scope: Construct, id: string, { owner, namespace, objects, dependsOn = [] }: ManifestsProps) {
    super(scope, id);
    const place = pathOf(scope, id);
    const name = parse(releaseName, shortened(`${owner}-manifests`), place);
    const chart = chartOf(TerraformStack.of(this));
    const awaited = dependsOn.map(dependableOnce);
    const parts = inParts(objects.map((object) => ({ object, document: yamlDocument(object) })));
    this.releases = parts.reduce<readonly Release[]>((earlier, part) => {
      const release = untraced(
        () =>
          new Release(this, part.suffix === "" ? "Resource" : `part-${part.suffix}`, {
            name: part.suffix === "" ? name : `${name}-${part.suffix}`,
            namespace,
            chart: `./${chart.path}`,
            values: [yamlLiteral({ documents: part.documents })],
            atomic: true,
            cleanupOnFail: true,
            wait: true,
            timeout: inSeconds(minutes(5)),
            maxHistory: 10,
          }),
      );
      // One after the other: an object that moves to a later part must have left the earlier one.
      release.dependsOn = [...awaited, ...earlier.slice(-1).map(dependableOnce)];
      return [...earlier, release];
    }, []);
    register(this, () => ({
      objects: parts.flatMap((part) =>
        part.objects.map(({ object, bytes }) => ({
          path: place,
          kind: object.kind,
          namespace: object.metadata.namespace ?? namespace,
          name: object.metadata.name,
          bytes,
        })),
      ),
    }));
  }
}

/**
 * cdktf notes the stack of calls for each of the eight outputs of a release, to tell where one was made that cannot be resolved. Nobody asks for
 * outputs of these releases, of which there are hundreds, and the notes take two thirds of the time that a release takes.
 */
const untraced = <Value>(make: () => Value): Value => {
  const errors: { prepareStackTrace?: unknown } = Error;
  const before = errors.prepareStackTrace;
  errors.prepareStackTrace = () => "";
  try {
    return make();
  } finally {
    errors.prepareStackTrace = before;
  }
};

/** Terraform runs in the stack's folder and finds the chart there, wherever the output is carried. One copy serves all of a stack. */
const chartOf = (stack: TerraformStack): TerraformAsset =>
  (stack.node.tryFindChild("manifests-chart") as TerraformAsset | undefined) ??
  new TerraformAsset(stack, "manifests-chart", { path: chartFolder(), type: AssetType.DIRECTORY });

/** Helm allows 53 characters, of which the parts need some; names of Secrets may be longer and have dots. */
const shortened = (name: string): string => {
  if (name.length <= 45) return name.replaceAll(".", "-");
  return `${name.slice(0, 36).replaceAll(".", "-")}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
};

/** In the sources it stands beside this file; compiled code finds it from the root of the package. */
const chartFolder = (from = __dirname): string => {
  if (existsSync(path.join(from, "package.json"))) return path.join(from, "lib", "terraform", "manifests-chart");
  return chartFolder(path.dirname(from));
};
