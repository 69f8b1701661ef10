/** The public surface of the package. */
export * from "./components";
export * from "./model";
export * from "./platform";
export type { Routing, RoutingInput } from "./routing";
export {
  aksCluster,
  azurermBackend,
  eksCluster,
  execPlugin,
  gcsBackend,
  gkeCluster,
  GrafanaDashboard,
  GrafanaDataSource,
  GrafanaFolder,
  GrafanaFolderPermission,
  GrafanaProvider,
  GrafanaServiceAccount,
  GrafanaTeam,
  httpBackend,
  inCluster,
  kubeconfig,
  kubernetesBackend,
  localBackend,
  Manifests,
  remoteBackend,
  requireTerraform,
  s3Backend,
  useBackend,
  verify,
} from "./terraform";
