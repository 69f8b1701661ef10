/** Dashboards and library panels as resources of Grafana. Each is named by its uid, so that one more or less moves no other. */
import { Construct } from "constructs";
import { dashboardsJson, libraryPanelJson } from "../../dashboards";
import type { DashboardFact } from "../../model";
import { GrafanaDashboard, GrafanaLibraryPanel, register } from "../../terraform";
import { FOLDERS, type Provisioned } from "./provisioned";

interface GrafanaDashboardsProps {
  /** Name of the environment. */
  readonly environment: string;
  readonly dashboards: readonly Provisioned[];
  /** What links to runbooks begin with. @default pages of this Grafana */
  readonly runbookBase?: string;
  /**
   * Whether to take over a dashboard of the same uid that is there when one is made. The provider overwrites in each update, whatever this says:
   * it is asked when a dashboard is made, and never stands in the way of one's own.
   */
  readonly overwrite: boolean;
  /** How Terraform knows a folder, by its uid. @default by its uid, because it is made elsewhere */
  readonly folder?: (uid: string) => string;
}

export class GrafanaDashboards extends Construct {
  private readonly made = new Map<string, GrafanaDashboard>();

  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    super(scope, id);
    const { environment, dashboards, runbookBase, overwrite } = props;
    const folder = eachOnce(props.folder ?? ((uid) => uid));
    const context = { libraryPanels: true, ...(runbookBase === undefined ? {} : { runbookBase }) };
    const jsonOf = dashboardsJson(context);
    const panels = this.addLibraryPanels(dashboards, context, folder);
    const facts: DashboardFact[] = [];
    for (const each of dashboards) {
      const { uid, rows } = each.dashboard;
      const json = jsonOf(each.dashboard, each.alerts);
      facts.push(fact(each, environment, json));
      // Two of one uid are a finding, which tells more than two constructs of one name.
      if (this.made.has(uid)) continue;
      const shared = rows.flatMap((row) => row.panels.flatMap((panel) => panels.get(panel.shared ?? "") ?? []));
      this.made.set(
        uid,
        new GrafanaDashboard(this, uid, {
          folder: folder(each.folder),
          configJson: json,
          overwrite,
          ...(shared.length === 0 ? {} : { dependsOn: [...new Set(shared)] }),
        }),
      );
    }
    register(this, () => ({ dashboards: facts }));
  }

  /** The uid of a dashboard that is made here, for what must come after it. */
  uidOf(uid: string): string | undefined {
    return this.made.get(uid)?.uid;
  }

  private addLibraryPanels(
    dashboards: readonly Provisioned[],
    context: Pick<GrafanaDashboardsProps, "runbookBase">,
    folder: (uid: string) => string,
  ): ReadonlyMap<string, GrafanaLibraryPanel> {
    const panels = new Map<string, GrafanaLibraryPanel>();
    for (const { dashboard, alerts } of dashboards)
      for (const panel of dashboard.rows.flatMap((row) => row.panels)) {
        const uid = panel.shared;
        if (uid === undefined || panels.has(uid)) continue;
        const modelJson = libraryPanelJson(panel, dashboard, { ...context, alerts });
        const props = { uid, name: panel.title, folderUid: folder(FOLDERS.platform), modelJson };
        panels.set(uid, new GrafanaLibraryPanel(this, `library-panel-${uid}`, props));
      }
    return panels;
  }
}

/** cdktf makes a token, with a trace of the stack, each time that it is asked for an attribute. */
const eachOnce = (compute: (uid: string) => string): ((uid: string) => string) => {
  const known = new Map<string, string>();
  return (uid) => {
    const value = known.get(uid) ?? compute(uid);
    known.set(uid, value);
    return value;
  };
};

const fact = ({ dashboard, folder }: Provisioned, environment: string, json: object): DashboardFact => ({
  path: `${environment}.dashboards.${dashboard.uid}`,
  folder,
  dashboard,
  bytes: Buffer.byteLength(JSON.stringify(json)),
});
