/** Addresses that alerts carry to the phone, and that lead to no dashboard. */
import { deployed, didYouMean, grafanaLinks, pack, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { exampleAlert, modelWith, shop } from "../content/example";
import { exampleDashboard, modelWithDashboards } from "./example";
import { RUNBOOK_UID, uidsOf } from "./links-in";

/** The uid in `https://grafana.example/d/loki`, whatever it opens on; undefined in the address of a page elsewhere. */
const uidOf = (url: string | undefined): string | undefined => /\/d\/([^/?#]+)(?:[?#]|$)/.exec(url ?? "")?.[1];

export const unknownDashboard = check({
  id: "alert/unknown-dashboard",
  severity: "error",
  reason:
    "The link in the message is the first thing that an on-call engineer opens. Where its dashboard does not exist, Grafana says so, and " +
    "nothing else.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const uids = uidsOf(model);
    // Without the content stack there are none, and whoever leaves it out knows.
    if (uids.size === 0) return;
    for (const { path, rule, fact } of contentOf(model).alerts) {
      const uid = uidOf(rule.annotations["dashboard_url"]);
      if (uid !== undefined && !uids.has(uid))
        yield at(`${path}.dashboard`)
          .problem(`opens the dashboard ${uid}, which does not exist${didYouMean(uid, uids)}`)
          .mend(`write the uid of a dashboard of this environment, for the alert or for the pack ${fact.pack.name}`);
    }
  },
  examples: () => {
    const opening = (dashboard: string) =>
      modelWithDashboards([exampleDashboard()], {
        alerts: [exampleAlert({ expr: "shop_queue_length > 100" }).with({ dashboard })],
      });
    const bare = modelWith([
      pack("shop", { metrics: shop, alerts: [exampleAlert({ expr: "shop_queue_length > 100" })] }),
    ]);
    const ofService = modelWithDashboards([exampleDashboard()], {
      alerts: [
        exampleAlert({ expr: "shop_queue_length > 100", labels: { service: "shop" } }).with({ dashboard: "shops" }),
      ],
    });
    return { passing: [opening("shop"), bare], failing: [opening("shops"), ofService] };
  },
});

export const noRunbookPage = check({
  id: "alert/no-runbook-page",
  severity: "error",
  reason: "An alert whose runbook cannot be opened leaves whoever is woken by it alone with its name.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const uids = uidsOf(model);
    if (uids.size === 0) return;
    for (const { path, rule } of contentOf(model).alerts) {
      const uid = uidOf(rule.annotations["runbook_url"]);
      if (uid?.startsWith(RUNBOOK_UID) && !uids.has(uid))
        yield at(`${path}.runbook`)
          .problem(`is the page ${uid}, which does not exist`)
          .mend(
            "provision the runbook pages of all alerts together with the dashboards, or set another base for runbook links",
          );
    }
  },
  examples: () => {
    const alerts = [exampleAlert({ expr: "shop_queue_length > 100" })];
    const page = exampleDashboard({ uid: "runbook-shop-queue-long", title: "ShopQueueLong" });
    const wiki: Model = {
      ...modelWithDashboards([exampleDashboard()]),
      packs: [
        {
          path: "example.packs.shop",
          pack: deployed(pack("shop", { metrics: shop, alerts }), {
            team: "shop",
            ...grafanaLinks("https://grafana.example"),
            runbookBase: "https://wiki.example/runbooks/",
          }),
        },
      ],
    };
    return {
      passing: [modelWithDashboards([exampleDashboard(), page], { alerts }), wiki],
      failing: [modelWithDashboards([exampleDashboard()], { alerts })],
    };
  },
});

export const alertLinkChecks = [unknownDashboard, noRunbookPage];
