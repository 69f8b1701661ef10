/** Terraform's state in Secrets of a cluster, a backend that cdktf 0.21 does not have. */
import { TerraformBackend, TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";

export interface KubernetesBackendConfig {
  readonly secretSuffix: string;
  readonly namespace: string;
  readonly configPath?: string;
  readonly configContext?: string;
  readonly inClusterConfig?: boolean;
}

export class KubernetesBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly config: KubernetesBackendConfig,
  ) {
    super(scope, "backend", "kubernetes");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { secretSuffix, namespace, configPath, configContext, inClusterConfig } = this.config;
    return {
      secret_suffix: secretSuffix,
      namespace,
      config_path: configPath,
      config_context: configContext,
      in_cluster_config: inClusterConfig,
    };
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new KubernetesRemoteState(scope, name, "kubernetes", {
      ...this.config,
      workspace: "${terraform.workspace}",
    });
  }
}

/** cdktf's class is abstract. */
class KubernetesRemoteState extends TerraformRemoteState {}
