/** Where an environment stands and how it gets there: cluster, state, namespaces, stacks. Plain data, for the documents that say so. */

export interface InstalledNamespace {
  readonly name: string;
  /** Level of Pod Security that is enforced. */
  readonly level: "restricted" | "privileged";
}

export interface Installation {
  /** `prod` */
  readonly path: string;
  readonly cluster: {
    readonly name: string;
    readonly region: string;
    /** How Terraform reaches it: `the context production of ~/.kube/config`. */
    readonly access: string;
    /** What `kubectl --context` is given; absent where another way leads in. */
    readonly context?: string;
  };
  readonly state: {
    /** `s3`, `local`, … */
    readonly kind: string;
    /** `the bucket acme-terraform-state, folder observability` */
    readonly place: string;
    /** Where Terraform finds its login, in words. */
    readonly credentials: string;
  };
  readonly namespaces: readonly InstalledNamespace[];
  /** The platform makes the namespaces. Otherwise they must be there before. */
  readonly createsNamespaces: boolean;
  /** What no connection allows is denied. */
  readonly networkPolicies: boolean;
  /** Stacks in the order in which they are deployed. */
  readonly stacks: readonly string[];
  /** The address that people type for Grafana. */
  readonly grafana: string;
  /** Who owns what nobody else owns. */
  readonly defaultTeam: string;
  /** Versions of Terraform that can apply it: `>= 1.11.0`. */
  readonly terraform: string;
}
