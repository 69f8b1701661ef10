/** What is wrong in a scrape object of the operator is a finding that names the place and the mend. */
import type * as z from "zod";
import {
  keep,
  podMonitorProps,
  probeProps,
  scrapeConfigObjectProps,
  serviceMonitorProps,
} from "../../../../lib/components/prometheus/scrape";
import { check, externalSecret, seconds } from "../../../../lib/model";

const subscriptionId = "00000000-0000-0000-0000-000000000000";
const halfSecret = externalSecret("login", { store: "vault", entries: { accessKey: { key: "prometheus" } } });
const monitor = { name: "shop", namespace: "shop", selector: { matchLabels: { app: "shop" } } };
const endpoint = (settings: object): unknown => ({ ...monitor, endpoints: [{ port: "http", ...settings }] });
const probe = {
  name: "shop",
  namespace: "shop",
  prober: { address: "blackbox:9115" },
  targets: { kind: "static", targets: ["https://shop.example"] },
};
const object = (discovery: object): unknown => ({ name: "shop", namespace: "shop", discovery: [discovery] });

const objects: readonly (readonly [title: string, schema: z.ZodType, input: unknown, path: string, words: RegExp])[] = [
  ["no port", serviceMonitorProps, { ...monitor, endpoints: [{}] }, "endpoints[0]", /port and targetPort/],
  [
    "two ports",
    podMonitorProps,
    { ...monitor, endpoints: [{ port: "a", portNumber: 1 }] },
    "endpoints[0]",
    /port and portNumber/,
  ],
  ["no endpoints", podMonitorProps, { ...monitor, endpoints: [] }, "endpoints", /at least one endpoint/],
  [
    "everything selected",
    serviceMonitorProps,
    { ...monitor, selector: {}, endpoints: [{ port: "a" }] },
    "selector",
    /selects everything/,
  ],
  [
    "a condition without values",
    serviceMonitorProps,
    { ...monitor, selector: { matchExpressions: [{ key: "a", operator: "In" }] }, endpoints: [{ port: "a" }] },
    "selector.matchExpressions[0].values",
    /does not fit the operator/,
  ],
  [
    "a timeout above the interval",
    serviceMonitorProps,
    endpoint({ interval: seconds(5), scrapeTimeout: seconds(6) }),
    "endpoints[0].scrapeTimeout",
    /at most 5 s/,
  ],
  [
    "headers, which the object has not",
    serviceMonitorProps,
    endpoint({ headers: {} }),
    "endpoints[0].headers",
    /no property/,
  ],
  [
    "a label of pods only",
    serviceMonitorProps,
    endpoint({ relabelings: [keep({ from: ["__meta_kubernetes_pod_lable_app"], matching: "a" })] }),
    "endpoints[0].relabelings[0].from[0]",
    /none of the discoveries/,
  ],
  [
    "a label of services on pods",
    podMonitorProps,
    endpoint({ relabelings: [keep({ from: ["__meta_kubernetes_service_name"], matching: "a" })] }),
    "endpoints[0].relabelings[0].from[0]",
    /none of the discoveries/,
  ],
  [
    "a prober with a scheme",
    probeProps,
    { ...probe, prober: { address: "http://blackbox:9115" } },
    "prober.address",
    /without scheme/,
  ],
  [
    "a module among the parameters",
    probeProps,
    { ...probe, params: { module: ["http_2xx"] } },
    "params.module",
    /by the Probe itself/,
  ],
  [
    "nothing to try",
    probeProps,
    { ...probe, targets: { kind: "static", targets: [] } },
    "targets.targets",
    /at least one address/,
  ],
  ["a name that is none", probeProps, { ...probe, name: "Shop" }, "name", /DNS-1123/],
  [
    "a profile, which the object has not",
    scrapeConfigObjectProps,
    object({ kind: "ec2", profile: "a" }),
    "discovery[0].profile",
    /no property/,
  ],
  [
    "half a key",
    scrapeConfigObjectProps,
    object({ kind: "ec2", credentials: halfSecret }),
    "discovery[0].credentials.entries",
    /lacks the entry/,
  ],
  [
    "metadata that the object has not",
    scrapeConfigObjectProps,
    object({ kind: "kubernetes", role: "pod", attachMetadata: { job: true } }),
    "discovery[0].attachMetadata.job",
    /no property/,
  ],
  [
    "a secret of Azure as text",
    scrapeConfigObjectProps,
    object({
      kind: "azure",
      subscriptionId,
      identity: { method: "OAuth", tenantId: subscriptionId, clientId: subscriptionId, secret: "x" },
    }),
    "discovery[0].identity.secret",
    /never the value/,
  ],
];

test.each(objects)("object: %s", (_, schema, input, path, words) => {
  const finding = check(schema, input, "object").find((each) => each.path === `object.${path}`);
  expect(`${finding?.problem} -> ${finding?.mend}`).toMatch(words);
});
