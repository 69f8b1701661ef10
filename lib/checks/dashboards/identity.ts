/** Names that two things share: addresses of dashboards, titles in a folder, titles of panels. */
import { at, check, type Problem } from "../check";
import { dashboardsOf } from "../content/dashboards-in";
import {
  dashboardWithPanels,
  exampleDashboard,
  examplePanel,
  inFolder,
  modelWithDashboards,
  modelWithFacts,
} from "./example";

/** The second and every further one of those that share a key, with the first. */
const again = function* <Each>(
  all: readonly Each[],
  keyOf: (each: Each) => string,
): Iterable<readonly [later: Each, first: Each]> {
  const first = new Map<string, Each>();
  for (const each of all) {
    const earlier = first.get(keyOf(each));
    if (earlier === undefined) first.set(keyOf(each), each);
    else yield [each, earlier];
  }
};

const UID = /^[a-z0-9-]{1,40}$/;

export const uid = check({
  id: "dashboard/uid",
  severity: "error",
  reason:
    "The uid is the address of a dashboard, in links, alerts and bookmarks. Grafana takes at most 40 characters of it, and an address is " +
    "typed in lower case.",
  *find(model): Iterable<Problem> {
    for (const { path, dashboard } of dashboardsOf(model))
      if (!UID.test(dashboard.uid))
        yield at(`${path}.uid`)
          .problem(
            dashboard.uid.length > 40
              ? `"${dashboard.uid}" has ${dashboard.uid.length} characters`
              : `"${dashboard.uid}" is no uid`,
          )
          .mend("write 1 to 40 lower-case letters, digits and dashes");
  },
  examples: () => {
    const called = (name: string) =>
      modelWithFacts([inFolder(exampleDashboard({ uid: name }), { path: "example.dashboards.shop" })]);
    return {
      passing: [called("shop"), called("runbook-shop-queue-long"), called("x".repeat(40))],
      failing: [called(""), called("Shop"), called("shop_orders"), called("x".repeat(41))],
    };
  },
});

export const duplicateUid = check({
  id: "dashboard/duplicate-uid",
  severity: "error",
  reason:
    "Of two dashboards with one uid Grafana keeps the one that was written last, and each deployment another one.",
  *find(model): Iterable<Problem> {
    for (const [{ path, fact, dashboard }, first] of again(dashboardsOf(model), (each) => each.dashboard.uid))
      yield at(`${path}.uid`)
        .problem(
          `"${dashboard.uid}" is that of another dashboard, "${first.dashboard.title}" in the folder ${first.fact.folder}, too`,
        )
        .mend(
          dashboard === first.dashboard
            ? `leave one of them out: ${fact.folder} has it twice`
            : "give one of them another uid",
        );
  },
  examples: () => ({
    passing: [modelWithDashboards([exampleDashboard(), exampleDashboard({ uid: "orders", title: "Orders" })])],
    failing: [modelWithDashboards([exampleDashboard(), exampleDashboard({ title: "Orders" })])],
  }),
});

export const duplicateTitle = check({
  id: "dashboard/duplicate-title",
  severity: "error",
  reason: "Two dashboards of one title in a folder: people open the wrong one, and find out late or never.",
  *find(model): Iterable<Problem> {
    const named = dashboardsOf(model);
    for (const [{ path, fact, dashboard }, first] of again(
      named,
      (each) => `${each.fact.folder}\n${each.dashboard.title}`,
    ))
      if (dashboard.uid !== first.dashboard.uid)
        yield at(`${path}.title`)
          .problem(`"${dashboard.title}" is the title of ${first.path}, too, in the same folder ${fact.folder}`)
          .mend("say in the title what sets them apart");
  },
  examples: () => {
    const [shop, orders] = [exampleDashboard(), exampleDashboard({ uid: "orders" })];
    return {
      passing: [modelWithFacts([inFolder(shop), inFolder(orders, { folder: "team-orders" })])],
      failing: [modelWithFacts([inFolder(shop), inFolder(orders)])],
    };
  },
});

export const duplicatePanel = check({
  id: "dashboard/duplicate-panel",
  severity: "error",
  judges: "each by itself",
  reason: "People tell each other what to look at by the title of a panel, and its address is computed from the title.",
  *find(model): Iterable<Problem> {
    for (const { panels } of dashboardsOf(model))
      for (const [{ path, panel }] of again(panels, (each) => each.panel.title))
        yield at(`${path}.title`)
          .problem(`"${panel.title}" is the title of another panel of this dashboard, too`)
          .mend("say in the title what sets them apart");
  },
  examples: () => ({
    passing: [modelWithDashboards([dashboardWithPanels([examplePanel({ title: "Orders refused" })])])],
    failing: [modelWithDashboards([dashboardWithPanels([examplePanel()])])],
  }),
});

export const editable = check({
  id: "dashboard/editable",
  severity: "error",
  reason: "What somebody changes in Grafana is gone with the next deployment, together with the hour that it took.",
  *find(model): Iterable<Problem> {
    for (const { path, dashboard } of dashboardsOf(model))
      if (dashboard.editable)
        yield at(`${path}.editable`)
          .problem("can be changed in Grafana until the next deployment")
          .mend("remove it: a copy under another name can be changed by everybody");
  },
  examples: () => ({
    passing: [modelWithDashboards([exampleDashboard()])],
    failing: [modelWithDashboards([exampleDashboard({ editable: true })])],
  }),
});

export const identityChecks = [uid, duplicateUid, duplicateTitle, duplicatePanel, editable];
