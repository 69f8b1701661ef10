/** Who may connect to the pods of a stack, and what for. The node exporter is on the host's network, which no policy guards. */
import { urlOf, type Endpoint } from "../../model";
import { ANYONE, type Allowed, type Carried } from "../../terraform";
import { apiServer } from "../address";
import { doorOf, people } from "../exposure";
import { kubeStateMetricsPods, operatorPods, prometheusPods } from "./names";
import type { PrometheusSettings } from "./props";
import { OTLP_PATH, REMOTE_WRITE_PATH } from "./receivers";

export const PORT = 9090;
/** Metrics of the container that reloads the configuration. */
const RELOADER_PORT = 8080;
/** The operator's webhook and metrics; the chart's default, which private clusters' firewalls let through. */
const OPERATOR_PORT = 10_250;
/** Metrics about the cluster, and about kube-state-metrics itself. */
const KUBE_STATE_METRICS_PORTS = [8080, 8081] as const;

/** Prometheus asks, and samples come back. */
export const SCRAPE = { what: "scrape", protocol: "HTTP", direction: "back" } as const satisfies Carried;

export const doorsOf = (settings: PrometheusSettings, endpoint: Endpoint): readonly Allowed[] => {
  const { exposure, namespace } = settings;
  const pods = prometheusPods(settings);
  const own = { kind: "component", name: pods.name, namespace } as const;
  const [first, ...others] = pushed(settings, endpoint);
  return [
    {
      // The API server asks the operator about rules, from addresses that nobody here knows.
      from: ANYONE,
      to: operatorPods(settings),
      ports: [{ port: OPERATOR_PORT }],
      carries: [
        { what: "rules", protocol: "HTTPS", encryption: "TLS", by: apiServer },
        { ...SCRAPE, protocol: "HTTPS", encryption: "TLS", by: own },
      ],
    },
    { from: pods, to: pods, ports: [{ port: PORT }, { port: RELOADER_PORT }], carries: [SCRAPE] },
    {
      from: pods,
      to: kubeStateMetricsPods(settings),
      ports: KUBE_STATE_METRICS_PORTS.map((port) => ({ port })),
      carries: [SCRAPE],
    },
    // Applications push from wherever they are.
    ...(first === undefined
      ? []
      : [{ from: ANYONE, to: pods, ports: [{ port: PORT }], carries: [first, ...others] } satisfies Allowed]),
    ...(exposure === undefined
      ? []
      : [
          {
            from: doorOf(exposure, namespace),
            to: pods,
            ports: [{ port: PORT }],
            carries: [people(exposure)],
          } satisfies Allowed,
        ]),
  ];
};

const pushed = ({ otlpReceiver, remoteWriteReceiver }: PrometheusSettings, endpoint: Endpoint): readonly Carried[] => [
  ...(otlpReceiver === undefined
    ? []
    : [{ what: "samples" as const, protocol: "HTTP (OTLP)", address: urlOf(endpoint, OTLP_PATH) }]),
  ...(remoteWriteReceiver
    ? [{ what: "samples" as const, protocol: "HTTP (remote write)", address: urlOf(endpoint, REMOTE_WRITE_PATH) }]
    : []),
];
