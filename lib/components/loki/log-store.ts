/** What a shipper of logs needs to know of the store that it ships to: `fluentd.shipTo(loki)` reads this and nothing else. */
import type { Endpoint, SecretRef } from "../../model";
import type { ChartRelease, Pods, Port } from "../../terraform";

export interface LogStore {
  /** The gateway, which balances over the store's replicas. */
  readonly endpoint: Endpoint;
  /** Where Loki's own push API listens. */
  readonly pushUrl: string;
  /** Where OTLP over HTTP is taken. */
  readonly otlpUrl: string;
  /** The tenant to write as. Undefined where there is one tenant only. */
  readonly tenant?: string;
  /** The tenant's login at the gateway, entry `password`; the user is the tenant. Undefined where nobody is asked. */
  readonly credentials?: SecretRef;
  /** The pods that clients talk to. */
  readonly pods: Pods;
  /** The ports of these pods, which network policies name. They are not the Service's. */
  readonly ports: readonly Port[];
  readonly release: ChartRelease;
}
