/** Every link of a dashboard with its place: at its top, at titles of panels, at values, in columns, in texts. */
import { runbookPage, type LinkTarget, type Model } from "../../model";
import { isAsking, type DashboardInPlace, type PanelInPlace } from "../content/dashboards-in";

/** What the uid of a runbook page begins with. */
export const RUNBOOK_UID = "runbook-";

export interface LinkInPlace {
  /** `prod.dashboards.loki.panels.Errors.dataLinks[0]` */
  readonly path: string;
  readonly to: LinkTarget | { readonly tag: string };
  readonly title: string;
  /** Undefined for those of the dashboard itself. */
  readonly panel?: PanelInPlace;
  /** Whether it stands at a value, so that labels of the series can be passed on. */
  readonly atValue: boolean;
  /** Cells that hold the names of runbook pages. */
  readonly ofPages: boolean;
}

const cache = new WeakMap<DashboardInPlace, readonly LinkInPlace[]>();

export const linksIn = (dashboard: DashboardInPlace): readonly LinkInPlace[] => {
  const known = cache.get(dashboard) ?? find(dashboard);
  cache.set(dashboard, known);
  return known;
};

const find = ({ path, dashboard, panels }: DashboardInPlace): readonly LinkInPlace[] => [
  ...dashboard.links.map((link, index) => ({
    path: `${path}.links[${index}]`,
    to: "tag" in link ? { tag: link.tag } : link.to,
    title: link.title,
    atValue: false,
    ofPages: false,
  })),
  ...panels.flatMap(ofPanel),
];

const ofPanel = (place: PanelInPlace): readonly LinkInPlace[] => {
  const { path, panel } = place;
  const links = (at: string, all: typeof panel.links, more: Pick<LinkInPlace, "atValue" | "ofPages">) =>
    all.map(({ title, to }, index) => ({ path: `${path}.${at}[${index}]`, to, title, panel: place, ...more }));
  return [
    ...links("links", panel.links, { atValue: false, ofPages: false }),
    ...(isAsking(panel) ? links("dataLinks", panel.dataLinks, { atValue: true, ofPages: false }) : []),
    ...(panel.type === "table"
      ? panel.columns.flatMap((column, index) =>
          links(`columns[${index}].links`, column.links ?? [], {
            atValue: true,
            ofPages: column.texts === "runbook pages",
          }),
        )
      : []),
    ...(panel.type === "text"
      ? linksInText(panel.text).map(({ title, url }, index) => ({
          path: `${path}.text[${index}]`,
          to: { url },
          title,
          panel: place,
          atValue: false,
          ofPages: false,
        }))
      : []),
  ];
};

/** Links of Markdown. */
const linksInText = (text: string): readonly { readonly title: string; readonly url: string }[] =>
  [...text.matchAll(/\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)].map(([, title = "", url = ""]) => ({ title, url }));

/** Texts of a link that may hold variables. */
export const textsOf = ({ to, title }: LinkInPlace): readonly string[] => {
  if ("dashboard" in to || "runbook" in to) return [title, ...Object.values(to.variables ?? {})];
  if ("logs" in to) return [title, to.logs.text];
  if ("traces" in to) return [title, "trace" in to.traces ? to.traces.trace : to.traces.service];
  return "url" in to ? [title, to.url] : [title];
};

/** Of an address within this Grafana: `/d/loki?…`. */
const uidIn = (url: string): string | undefined => /^\/d\/([^/?#]+)/.exec(url)?.[1];

/** The uid of the dashboard that a link opens; undefined where it opens none, or one that is known only when it is clicked. */
export const targetOf = ({ to }: Pick<LinkInPlace, "to">): string | undefined => {
  if ("dashboard" in to) return to.dashboard;
  if ("runbook" in to) return `${RUNBOOK_UID}${runbookPage(to.runbook)}`;
  const uid = "url" in to ? uidIn(to.url) : undefined;
  return uid === undefined || uid.includes("$") ? undefined : uid;
};

const uids = new WeakMap<Model, ReadonlySet<string>>();

export const uidsOf = (model: Model): ReadonlySet<string> => {
  const known = uids.get(model) ?? new Set(model.dashboards.map(({ dashboard }) => dashboard.uid));
  uids.set(model, known);
  return known;
};
