/** One construct per product, each usable alone: construct, values of its chart, and what it registers about itself. */
export * from "./alertmanager";
export * from "./exporters";
export * from "./fluentd";
export * from "./grafana";
export * from "./jaeger";
export * from "./loki";
export * from "./prometheus";
