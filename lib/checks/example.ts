/** Small environments for the passing and the failing examples that a check carries. */
import { charts } from "../charts";
import { model, type ChartPin, type Exposure, type Facts, type Model, type Release, type Values } from "../model";

/** A production environment of which nothing else is known. */
export const environmentWith = (facts: Partial<Facts>): Model => model("example", "production", [facts]);

/** A release of Loki, unless another is meant, with values from its escape hatch. */
export const releaseWith = (
  userValues: Values,
  given: Partial<Release> & { readonly chart?: ChartPin } = {},
): Release => ({
  path: "example.loki",
  name: "loki",
  namespace: "observability",
  chart: charts.loki,
  values: userValues,
  ownValues: {},
  userValues,
  ...given,
});

/** An environment with that one release. */
export const valuesOf = (userValues: Values, given: Partial<Release> = {}): Model =>
  environmentWith({ releases: [releaseWith(userValues, given)] });

/** Prometheus behind an ingress. */
export const ingressWith = (given: Partial<Extract<Exposure, { readonly kind: "ingress" }>>): Exposure => ({
  kind: "ingress",
  host: "prometheus.example",
  annotations: {},
  ...given,
});
