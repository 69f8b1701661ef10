/** The server that an exporter speaks of: how its alerts are grouped, and what its series look like in tests. */

/** One server, whatever pod of the exporter asks it: `instance` is the address of the server itself. */
export const SERVER = ["namespace", "service", "instance"] as const;

/** The labels of a server's alerts. */
export const serverLabels = (product: string, name = "orders") => ({
  namespace: "observability",
  service: `${product}-exporter-${name}`,
  instance: `${name}.data.svc:1234`,
});

/** What the scrape writes on its series. */
export const scraped = (product: string, name = "orders", pod = "a") => {
  const labels = serverLabels(product, name);
  return { ...labels, job: labels.service, pod: `${labels.service}-${pod}` };
};
