/** Pictures of dashboards, as `npm run preview` has drawn them. */

/** Files of `docs/pictures/` by the uids of dashboards. */
export type Pictures = Readonly<Record<string, string>>;

export const PICTURES: Pictures = {
  application: "application.png",
  home: "home.png",
  "kubernetes-cluster": "kubernetes-cluster.png",
  logs: "logs.png",
  loki: "loki.png",
  "service-checkout": "service-checkout.png",
  "slo-detail": "slo-detail.png",
  "slo-overview": "slo-overview.png",
};
