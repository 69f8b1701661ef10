/** What becomes of the alerts of a case: as Alertmanager shows it, and as the evaluator says. */
import type { Channel, RoutingConfiguration } from "../../../lib/model";
import { renderConfiguration, type Decision, type Delivery, type Labels } from "../../../lib/routing";
import { keptLabels, keyOf, type Case } from "./cases";
import type { Listener } from "./listener";
import { startAlertmanager, until, type Alertmanager } from "./process";

/** Plain data in a fixed order, so that two of them can be compared as text. Alerts and groups are named by their labels. */
export interface Outcome {
  readonly alerts: readonly AlertOutcome[];
  readonly groups: readonly GroupOutcome[];
  readonly notifications: readonly Group[];
}

interface AlertOutcome {
  readonly alert: string;
  /** In the order of the tree. */
  readonly receivers: readonly string[];
  readonly inhibited: boolean;
}

interface Group {
  readonly receiver: string;
  readonly labels: string;
  readonly alerts: readonly string[];
}

interface GroupOutcome extends Group {
  /** Names of the intervals that keep it from being told. */
  readonly mutedBy: readonly string[];
}

export interface Observed extends Outcome {
  /** Just before the alerts were posted. */
  readonly at: Date;
  /** Labels of the alert that inhibits another, by the key of that other. */
  readonly inhibitors: ReadonlyMap<string, Labels>;
  /** When each group was told, as the notifications are ordered. */
  readonly toldAt: readonly { readonly group: Group; readonly at: Date }[];
}

interface ApiAlert {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly inhibitedBy: readonly string[]; readonly mutedBy: readonly string[] };
}
/** What a webhook is told. */
interface Notification {
  readonly receiver: string;
  readonly groupLabels: Labels;
  readonly alerts: readonly { readonly labels: Labels }[];
}
interface ApiGroup {
  readonly receiver: { readonly name: string };
  readonly labels: Labels;
  readonly alerts: readonly ApiAlert[];
}

const sorted = <T>(values: readonly T[]): readonly T[] =>
  [...values].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));

/** Every receiver tells the listener, each at an address of its own. */
const withWebhooks = (
  configuration: RoutingConfiguration,
  url: (receiver: number) => string,
): RoutingConfiguration => ({
  ...configuration,
  receivers: configuration.receivers.map((receiver, index) => {
    const settings = { url: url(index), send_resolved: false };
    const webhook: Channel = { kind: "webhook", path: `${receiver.path}[0]`, pages: false, settings };
    return { ...receiver, channels: [webhook] };
  }),
});

let started = 0;

/** An Alertmanager of its own for the case, so that nothing is left over from another. */
export const observe = async ({ configuration, alerts }: Case, listener: Listener): Promise<Observed> => {
  const prefix = `/${started++}/`;
  const rendered = renderConfiguration(withWebhooks(configuration, (index) => listener.url(`${prefix}${index}`)));
  const alertmanager = await startAlertmanager(rendered);
  try {
    const at = new Date();
    await alertmanager.post(
      "/api/v2/alerts",
      alerts.map((labels) => ({ labels })),
    );
    const notifications = () => listener.told(prefix).map(({ at, body }) => ({ at, ...(body as Notification) }));
    const shown = await settled(alertmanager, alerts.length, () =>
      notifications().reduce((sum, told) => sum + told.alerts.length, 0),
    );
    const groups = JSON.parse(await alertmanager.get("/api/v2/alerts/groups")) as readonly ApiGroup[];
    const told = notifications().map(({ receiver, groupLabels, alerts, at }) => ({
      group: { receiver, labels: keyOf(groupLabels), alerts: sorted(alerts.map(({ labels }) => keyOf(labels))) },
      at,
    }));
    const labelsOf = new Map(shown.map(({ fingerprint, labels }) => [fingerprint, labels]));
    return {
      at,
      alerts: sorted(shown.map(shownAlert)),
      groups: sorted(groups.map(shownGroup)),
      notifications: sorted(told.map(({ group }) => group)),
      toldAt: told,
      inhibitors: new Map(
        shown.flatMap(({ labels, status }) =>
          status.inhibitedBy.map((fingerprint) => [keyOf(labels), labelsOf.get(fingerprint) ?? {}] as const),
        ),
      ),
    };
  } finally {
    await alertmanager.stop();
  }
};

const shownAlert = ({ labels, receivers, status }: ApiAlert): AlertOutcome => ({
  alert: keyOf(labels),
  receivers: receivers.map(({ name }) => name),
  inhibited: status.inhibitedBy.length > 0,
});

const shownGroup = ({ receiver, labels, alerts }: ApiGroup): GroupOutcome => ({
  receiver: receiver.name,
  labels: keyOf(labels),
  alerts: sorted(alerts.map((each) => keyOf(each.labels))),
  // A name comes once for each of the interval's periods that holds.
  mutedBy: sorted([...new Set(alerts.flatMap(({ status }) => status.mutedBy))]),
});

/** Waits until every alert has been told or withheld at every route that took it: then nothing else can come. */
const settled = async (
  alertmanager: Alertmanager,
  posted: number,
  told: () => number,
): Promise<readonly ApiAlert[]> => {
  let shown: readonly ApiAlert[] = [];
  let state = "";
  await until("every alert is told or withheld", async () => {
    shown = JSON.parse(await alertmanager.get("/api/v2/alerts")) as readonly ApiAlert[];
    const taken = shown.reduce((sum, { receivers }) => sum + receivers.length, 0);
    const withheld = await suppressed(alertmanager);
    state = `${shown.length} of ${posted} alerts shown; taken ${taken} times, told ${told()}, withheld ${withheld}`;
    return shown.length === posted && told() + withheld >= taken;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${state}\n${alertmanager.log()}`);
  });
  return shown;
};

const suppressed = async (alertmanager: Alertmanager): Promise<number> => {
  const metrics = await alertmanager.get("/metrics");
  const counts = [...metrics.matchAll(/^alertmanager_notifications_suppressed_total\{.*\} (\S+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
};

/** The same as the evaluator has it. */
export const expected = (decisions: readonly Decision[]): Outcome => {
  const groups = new Map<string, { readonly delivery: Delivery; alerts: string[]; told: string[] }>();
  for (const { alert, deliveries, inhibitedBy } of decisions) {
    for (const delivery of deliveries) {
      const key = `${delivery.route.path} ${keyOf(delivery.groupLabels)}`;
      const group = groups.get(key) ?? { delivery, alerts: [], told: [] };
      groups.set(key, group);
      group.alerts.push(keyOf(keptLabels(alert.labels)));
      if (inhibitedBy === undefined) group.told.push(keyOf(keptLabels(alert.labels)));
    }
  }
  const all = [...groups.values()].map(({ delivery, alerts, told }) => ({
    receiver: delivery.receiver,
    labels: keyOf(delivery.groupLabels),
    alerts: sorted(alerts),
    told: sorted(told),
    // Outside of the active intervals, the muting ones are not asked any more.
    mutedBy: delivery.outside.length > 0 ? sorted(delivery.outside) : sorted(delivery.mutedBy),
  }));
  return {
    alerts: sorted(
      decisions.map(({ alert, deliveries, inhibitedBy }) => ({
        alert: keyOf(keptLabels(alert.labels)),
        receivers: deliveries.map(({ receiver }) => receiver),
        inhibited: inhibitedBy !== undefined,
      })),
    ),
    groups: sorted(
      all.map(({ told, mutedBy, ...group }) => ({
        ...group,
        // Intervals are asked after inhibition, and only if that leaves anything.
        mutedBy: told.length > 0 ? mutedBy : [],
      })),
    ),
    notifications: sorted(
      all
        .filter(({ told, mutedBy }) => told.length > 0 && mutedBy.length === 0)
        .map(({ receiver, labels, told }) => ({ receiver, labels, alerts: told })),
    ),
  };
};
