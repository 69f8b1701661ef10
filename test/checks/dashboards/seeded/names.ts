/** Mistakes in what dashboards are called, and in how large they and their folders are. */
import { board, type Seeded } from "./change";

export const nameRows: readonly Seeded[] = [
  {
    title: "two dashboards with one uid",
    change: board({ uid: "shop" }, {}, "orders"),
    check: "dashboard/duplicate-uid",
    at: "dashboards.orders.uid",
    words: ['"shop" is that of another dashboard, "Shop"'],
    also: ["dashboard/dead-link"],
  },
  {
    title: "two dashboards with one title in a folder",
    change: board({ title: "Shop" }, {}, "orders"),
    check: "dashboard/duplicate-title",
    at: "dashboards.orders.title",
    words: ["the title of prod.dashboards.shop"],
  },
  {
    title: "a uid with capitals",
    change: board({ uid: "Orders" }, {}, "orders"),
    check: "dashboard/uid",
    at: "dashboards.orders.uid",
    words: ['"Orders" is no uid'],
    also: ["dashboard/dead-link"],
  },
  {
    title: "a dashboard that can be changed in Grafana",
    change: board({ editable: true }),
    check: "dashboard/editable",
    at: "dashboards.shop.editable",
    words: ["until the next deployment"],
  },
  {
    title: "a dashboard of 600 KiB",
    change: board({}, { bytes: 600 * 1024 }),
    check: "dashboard/too-large",
    at: "dashboards.shop",
    words: ["is 600 KiB of JSON"],
  },
  {
    title: "a folder of 1,001 dashboards",
    change: (all) => ({
      ...all,
      dashboards: [
        ...all.dashboards,
        ...Array.from({ length: 998 }, (_, index) => index).flatMap((index) =>
          all.dashboards
            .filter(({ dashboard }) => dashboard.uid === "orders")
            .map((each) => ({
              ...each,
              path: `prod.dashboards.orders-${index}`,
              dashboard: { ...each.dashboard, uid: `orders-${index}`, title: `Orders ${index}` },
            })),
        ),
      ],
    }),
    check: "dashboard/folder-too-large",
    at: "dashboards",
    words: ["1001 dashboards are in the folder team-shop"],
  },
];
