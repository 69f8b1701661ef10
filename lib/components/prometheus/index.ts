export { Prometheus, type AlertReceiver, type ScrapeTarget } from "./prometheus";
export { prometheusProps, type PrometheusProps } from "./props";
export { sigv4 } from "./remote-write";
export * from "./scrape";
export { prometheusValues } from "./values";
