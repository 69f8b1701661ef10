/** What the scrape calls the targets of nodes. */
export interface NodeSettings {
  /** The label `job` of node exporters. */
  readonly nodeExporterJob: string;
  /** The label `job` of kubelets. */
  readonly kubeletJob: string;
}
