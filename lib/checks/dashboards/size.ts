/** Dashboards that are too large: to be read, to be opened, to be stored. */
import { at, check, type Problem } from "../check";
import { row } from "../../dashboards";
import { dashboardsOf } from "../content/dashboards-in";
import { exampleDashboard, examplePanel, inFolder, modelWithDashboards, modelWithFacts } from "./example";

/** Each open panel asks at once when the dashboard opens and at each refresh; a screen shows eight to ten. */
const MOST_OPEN = 30;

export const tooManyPanels = check({
  id: "dashboard/too-many-panels",
  severity: "error",
  reason:
    "All open panels ask when a dashboard opens, and again at each refresh, whether anybody scrolls down to them or not. What is more than " +
    "a few screens is not read.",
  *find(model): Iterable<Problem> {
    for (const { path, panels } of dashboardsOf(model)) {
      const open = panels.filter(({ row: { collapsed } }) => !collapsed).length;
      if (open > MOST_OPEN)
        yield at(path)
          .problem(`has ${open} panels open at once, more than ${MOST_OPEN}`)
          .mend(
            "collapse the rows that are looked at in the second place: row(…, …, { collapsed: true }), or make two dashboards of it",
          );
    }
  },
  examples: () => {
    const panels = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => examplePanel({ title: `Orders ${from + index}` }));
    return {
      passing: [
        modelWithDashboards([exampleDashboard({ rows: [row("Orders", panels(30))] })]),
        modelWithDashboards([
          exampleDashboard({ rows: [row("Orders", panels(20)), row("More", panels(20, 20), { collapsed: true })] }),
        ]),
      ],
      failing: [
        modelWithDashboards([exampleDashboard({ rows: [row("Orders", panels(20)), row("More", panels(11, 20))] })]),
      ],
    };
  },
});

const KIB = 1024;
/** Half of what a ConfigMap takes at most, 1 MiB: with its escapes in JSON a dashboard still fits into one. */
const MOST_BYTES = 500 * KIB;

export const tooLarge = check({
  id: "dashboard/too-large",
  severity: "error",
  reason: "A ConfigMap holds at most 1 MiB, and a browser takes apart the whole JSON before it draws the first panel.",
  *find(model): Iterable<Problem> {
    for (const { path, fact } of dashboardsOf(model))
      if (fact.bytes > MOST_BYTES)
        yield at(path)
          .problem(`is ${Math.ceil(fact.bytes / KIB)} KiB of JSON, more than ${MOST_BYTES / KIB}`)
          .mend("make two dashboards of it, and link them");
  },
  examples: () => ({
    passing: [modelWithFacts([inFolder(exampleDashboard(), { bytes: MOST_BYTES })])],
    failing: [modelWithFacts([inFolder(exampleDashboard(), { bytes: MOST_BYTES + 1 })])],
  }),
});

/**
 * Grafana's search API gives 1,000 results where nobody asks for more
 * (HTTP API, folder and dashboard search: `limit`, default 1000).
 */
const MOST_IN_FOLDER = 1000;

export const folderTooLarge = check({
  id: "dashboard/folder-too-large",
  severity: "warning",
  reason:
    "A list of Grafana's search ends at 1,000 dashboards unless somebody asks for more: what comes after is there, and is not found.",
  *find(model): Iterable<Problem> {
    const folders = new Map<string, number>();
    for (const { folder } of model.dashboards) folders.set(folder, (folders.get(folder) ?? 0) + 1);
    for (const [folder, count] of folders)
      if (count > MOST_IN_FOLDER)
        yield at(`${model.name}.dashboards`)
          .problem(`${count} dashboards are in the folder ${folder}, more than ${MOST_IN_FOLDER}`)
          .mend("spread them over the folders of the teams that own them");
  },
  examples: () => {
    const facts = (count: number, folders: number) =>
      modelWithFacts(
        Array.from({ length: count }, (_, index) =>
          inFolder(exampleDashboard({ uid: `shop-${index}`, title: `Shop ${index}`, rows: [] }), {
            folder: `folder-${index % folders}`,
          }),
        ),
      );
    return { passing: [facts(1000, 1), facts(1001, 2)], failing: [facts(1001, 1)] };
  },
});

export const sizeChecks = [tooManyPanels, tooLarge, folderTooLarge];
