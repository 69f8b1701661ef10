/** Links of dashboards, panels and values. */
import { DashboardLinkType, type DashboardLink as Link } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardLink, PanelLink } from "../model";
import { addressOf, type AddressContext } from "./addresses";

/** Grafana's own defaults would hide a link in a menu. */
const link = (title: string, own: Partial<Link>): Link => ({
  title,
  type: DashboardLinkType.Link,
  icon: "external link",
  tooltip: "",
  tags: [],
  asDropdown: false,
  targetBlank: false,
  includeVars: false,
  keepTime: false,
  ...own,
});

/** At the title of a panel, or at a value. */
export const panelLink = ({ title, to }: PanelLink, context: AddressContext): Link =>
  link(title, { url: addressOf(to, context), targetBlank: "url" in to });

/** At the top of a dashboard. */
export const dashboardLink = (it: DashboardLink, context: AddressContext): Link => {
  if ("tag" in it)
    return link(it.title, {
      type: DashboardLinkType.Dashboards,
      tags: [it.tag],
      asDropdown: true,
      includeVars: it.keepVariables ?? true,
      keepTime: true,
    });
  return link(it.title, { icon: "dashboard", url: addressOf(it.to, context), targetBlank: "url" in it.to });
};
