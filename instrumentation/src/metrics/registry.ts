/** prom-client's registry, with a text of its own: prom-client's would give other names to counters, then and for ever after. */
import { Registry, type OpenMetricsContentType } from "prom-client";
import { exposition } from "./exposition";

export type DefaultLabels = Readonly<Record<string, string>>;

export class ContractRegistry extends Registry<OpenMetricsContentType> {
  #defaultLabels: DefaultLabels = {};

  constructor() {
    super();
    // No other takes exemplars.
    this.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  }

  /** On each series that has no such label itself. */
  get defaultLabels(): DefaultLabels {
    return this.#defaultLabels;
  }

  override setDefaultLabels(labels: object): void {
    super.setDefaultLabels(labels);
    this.#defaultLabels = Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)]));
  }

  override clear(): void {
    super.clear();
    this.#defaultLabels = {};
  }

  /** OpenMetrics. Rejects if a metric cannot be collected. */
  override metrics(): Promise<string> {
    return exposition(this, "openmetrics", (_, error) => {
      throw error;
    });
  }
}
