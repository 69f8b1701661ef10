/** How settings are spelled: `refreshInterval: minutes(1)` is `refresh_interval: 1m` in prometheus.yml and `refreshInterval: 1m` in a custom resource. */
import { isBytes, isDuration, kubernetesQuantity, prometheusDuration, type Bytes, type Values } from "../../../model";

/** Prometheus's notation of a size, whose units are powers of two: `100MiB`. */
const size = (amount: Bytes): string => `${kubernetesQuantity(amount)}B`;

const plain = (value: unknown): unknown =>
  isDuration(value) ? prometheusDuration(value) : isBytes(value) ? size(value) : value;

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const spelled = (settings: object, spell: (name: string) => string): Values =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [spell(name), plain(value)]),
  );

/** Settings under the names of prometheus.yml. Only names of the first level change: what stands below is the reader's own. */
export const inPrometheusFile = (settings: object): Values => spelled(settings, snakeCase);

/** Where a custom resource of the operator calls a setting differently. */
const RESOURCE_NAMES: Readonly<Record<string, string>> = {
  alwaysScrapeClassicHistograms: "scrapeClassicHistograms",
  clientId: "clientID",
  convertClassicHistogramsToNhcb: "convertClassicHistogramsToNHCB",
  roleArn: "roleARN",
  subscriptionId: "subscriptionID",
  tenantId: "tenantID",
};

/** Settings under the names of the operator's custom resources. */
export const inResource = (settings: object): Values => spelled(settings, (name) => RESOURCE_NAMES[name] ?? name);

/** Settings but for some, which are said in another way. */
export const without = <Settings extends object, Name extends keyof Settings>(
  settings: Settings,
  ...names: readonly Name[]
): Omit<Settings, Name> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.some((each) => each === name))) as Omit<
    Settings,
    Name
  >;
