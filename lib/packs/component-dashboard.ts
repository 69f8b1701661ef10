/** The frame of the dashboard of each component of the platform: figures and alerts at the top, its own rows, then resources and logs. */
import { cluster, dashboard, top } from "../dashboards";
import type { Dashboard, DashboardLink, Panel, Row, Variable } from "../model";
import { logql } from "../query";
import {
  alertsFiring,
  componentLinks,
  firingAnnotation,
  firingTable,
  ownLogs,
  resources,
  type ComponentPods,
  type ComponentStarts,
} from "./component-panels";

interface ComponentDashboardProps {
  readonly title: string;
  /** Its purpose in one sentence. */
  readonly description: string;
  /** Tags beside the platform's and the component's own. @default none */
  readonly tags?: readonly string[];
  /** Regular expression of the names of its alerts: `Loki.+` */
  readonly alerts: string;
  /** What tells its alerts of one name apart. */
  readonly alertLabels: readonly string[];
  /** Which of its pods are looked at. */
  readonly chosen: Variable;
  /** What one looks at next, beside home and the platform. @default none */
  readonly links?: readonly DashboardLink[];
  /** Beside the number of alerts: five, each 4 columns wide. */
  readonly figures: readonly Panel[];
  readonly rows: readonly Row[];
  readonly pods: ComponentPods & ComponentStarts;
  /** The label `service` of its log streams; undefined where it does not send its own. */
  readonly logs: string | undefined;
}

/** @param uid the component's tag as well */
export const componentDashboard = (
  uid: string,
  { tags = [], alerts, alertLabels, chosen, links = [], figures, rows, pods, logs, ...said }: ComponentDashboardProps,
): Dashboard =>
  dashboard(uid, {
    title: said.title,
    description: said.description,
    tags: ["platform", uid, ...tags],
    variables: [cluster, chosen],
    annotations: [firingAnnotation(alerts)],
    links: [...componentLinks, ...links],
    rows: [
      top([alertsFiring(alerts), ...figures, firingTable(alerts, alertLabels)]),
      ...rows,
      resources(pods),
      ...(logs === undefined
        ? []
        : [
            ownLogs(
              logql`{namespace="${pods.namespace}",service="${logs}"} | detected_level=~"warn|error|critical|fatal"`,
            ),
          ]),
    ],
  });
