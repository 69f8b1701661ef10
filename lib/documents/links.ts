/** Where things are told of, as pages of one environment link to each other. */
import { code, type DeployedAlert, type Model } from "../model";
import { anchorOf } from "./page";

/** Hosts show no page of half a megabyte as Markdown: what is longer than this has its parts on pages of their own. */
const LONGEST = 380_000;
export const isTooLong = (text: string): boolean => Buffer.byteLength(text) > LONGEST;

/** More alerts than this are several files, for the same reason. */
const ALERTS_OF_A_FILE = 75;

/** Links as they are written on a page of an environment. */
export interface Links {
  /** Of a contract or of a recording rule. */
  readonly metric: (name: string) => string;
  readonly dashboard: (uid: string, text?: string) => string;
  readonly runbook: (pack: string, alert: string) => string;
  readonly objective: (name: string) => string;
  /** Of the page of routes. */
  readonly routes: (text: string) => string;
}

interface Packed {
  /** Names of its alerts, each once. */
  readonly alerts: readonly string[];
}

const known = new WeakMap<Model, ReadonlyMap<string, Packed>>();

const packedIn = (model: Model): ReadonlyMap<string, Packed> => {
  const found =
    known.get(model) ??
    new Map(
      model.packs.map(
        ({ pack }) => [pack.name, { alerts: [...new Set(pack.alerts.map(({ name }) => name))] }] as const,
      ),
    );
  known.set(model, found);
  return found;
};

/** The file of runbooks, without its ending, that tells of an alert: `http-server`, `prometheus-2`. */
export const runbookFile = (model: Model, pack: string, alert: string): string => {
  const { alerts = [] } = packedIn(model).get(pack) ?? {};
  const number = Math.floor(Math.max(0, alerts.indexOf(alert)) / ALERTS_OF_A_FILE);
  return number === 0 ? pack : `${pack}-${number + 1}`;
};

/** @param up what leads from the page to the folder of its environment */
export const linksFrom = (model: Model, up: "" | "../" = ""): Links => ({
  metric: (name) => link(code(name), `${up}metrics.md#${anchorOf(name)}`),
  dashboard: (uid, text = code(uid)) => link(text, `${up}dashboards.md#${anchorOf(uid)}`),
  runbook: (pack, alert) => link(code(alert), `${up}runbooks/${runbookFile(model, pack, alert)}.md#${anchorOf(alert)}`),
  objective: (name) => link(code(name), `${up}slos.md#${anchorOf(name)}`),
  routes: (text) => link(text, `${up}routes.md`),
});

const link = (text: string, address: string): string => `[${text}](${address})`;

/** The first pack that has an alert of the name: that of all services, before those of single ones. */
export const packsOfAlerts = (model: Model): ReadonlyMap<string, string> =>
  new Map(model.packs.flatMap(({ pack }) => pack.alerts.map(({ name }) => [name, pack.name] as const)).reverse());

/** The dashboards that people open by themselves; the others are the pages of alerts. */
export const isOfAlert = (uid: string): boolean => uid.startsWith("runbook-");

/** What an alert opens in Grafana. */
export const dashboardOf = ({ dashboard }: Pick<DeployedAlert, "dashboard">, pack: { readonly dashboard: string }) =>
  dashboard ?? pack.dashboard;
