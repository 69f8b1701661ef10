/** What is wrong in where targets come from is a finding. */
import { dnsDiscovery, scrapeConfig, staticTargets } from "../../../../lib/components/prometheus/scrape";
import { existingSecret } from "../../../../lib/model";
import { consul, eachIsFound, kubernetes, source, subscriptionId } from "./bad-input";

eachIsFound(scrapeConfig, [
  ["a target with a scheme", source(staticTargets(["http://a:1"])), "discovery[0].targets[0]", /scheme and path/],
  ["no targets", source(staticTargets([])), "discovery[0].targets", /at least one target/],
  ["a blank target", source(staticTargets([" "])), "discovery[0].targets[0]", /host:port/],
  [
    "a label that is none",
    source(staticTargets(["a:1"], { "my-label": "x" })),
    "discovery[0].labels.my-label",
    /no Prometheus label name/,
  ],
  ["a role that there is not", kubernetes({ role: "Pod" }), "discovery[0].role", /"pod"/],
  ["no role", source({ kind: "kubernetes" }), "discovery[0].role", /"pod"/],
  [
    "a namespace that is none",
    kubernetes({ namespaces: { names: ["My_Shop"] } }),
    "discovery[0].namespaces.names[0]",
    /DNS-1123/,
  ],
  ["no namespaces", kubernetes({ namespaces: { names: [] } }), "discovery[0].namespaces.names", /name a namespace/],
  ["an empty selector", kubernetes({ selectors: [{ role: "pod" }] }), "discovery[0].selectors[0]", /selects nothing/],
  [
    "a selector of another role",
    kubernetes({ role: "ingress", selectors: [{ role: "pod", label: "a" }] }),
    "discovery[0].selectors[0].role",
    /select by ingress/,
  ],
  [
    "a selector that is none",
    kubernetes({ selectors: [{ role: "pod", label: "a in b" }] }),
    "discovery[0].selectors[0].label",
    /app=shop/,
  ],
  [
    "metadata that a role has not",
    kubernetes({ role: "service", attachMetadata: { node: true } }),
    "discovery[0].attachMetadata.node",
    /pod or endpoints/,
  ],
  [
    "a login to its own cluster",
    kubernetes({ tls: { insecureSkipVerify: true } }),
    "discovery[0].apiServer",
    /is needed/,
  ],
  ["a server with a scheme", consul({ server: "http://consul:8500" }), "discovery[0].server", /without scheme/],
  [
    "two identities for Consul",
    consul({ token: existingSecret("a"), authentication: { kind: "serviceAccountToken" } }),
    "discovery[0].authentication",
    /one of the two/,
  ],
  [
    "an SRV record with a port",
    source(dnsDiscovery({ names: ["a.example"], port: 1 })),
    "discovery[0].port",
    /carry their own/,
  ],
  [
    "an A record without a port",
    source(dnsDiscovery({ names: ["a.example"], type: "A" })),
    "discovery[0].port",
    /is needed/,
  ],
  [
    "a port beyond all ports",
    source(dnsDiscovery({ names: ["a.example"], type: "A", port: 70_000 })),
    "discovery[0].port",
    /65535/,
  ],
  [
    "a name with a port",
    source(dnsDiscovery({ names: ["a.example:80"] })),
    "discovery[0].names[0]",
    /without scheme, port or path/,
  ],
  [
    "a list with a password",
    source({ kind: "http", url: "https://a:b@inventory.example" }),
    "discovery[0].url",
    /clear text/,
  ],
  ["a file of another kind", source({ kind: "file", files: ["/targets.txt"] }), "discovery[0].files[0]", /\.json/],
  ["a region that is none", source({ kind: "ec2", region: "Frankfurt" }), "discovery[0].region", /eu-central-1/],
  ["a key of AWS", source({ kind: "ec2", accessKey: "x", secretKey: "y" }), "discovery[0].accessKey", /no property/],
  ["an external id without a role", source({ kind: "ec2", externalId: "x" }), "discovery[0].externalId", /roleArn/],
  [
    "a filter without values",
    source({ kind: "ec2", filters: [{ name: "tag:a", values: [] }] }),
    "discovery[0].filters[0].values",
    /at least one value/,
  ],
  ["a role that is no ARN", source({ kind: "ec2", roleArn: "prometheus" }), "discovery[0].roleArn", /arn:aws:iam/],
  ["a project without a zone", source({ kind: "gce", project: "acme-shop" }), "discovery[0].zone", /missing/],
  [
    "a region for a zone",
    source({ kind: "gce", project: "acme-shop", zone: "europe-west3" }),
    "discovery[0].zone",
    /europe-west3-a/,
  ],
  ["no subscription", source({ kind: "azure" }), "discovery[0].subscriptionId", /missing/],
  [
    "a subscription by name",
    source({ kind: "azure", subscriptionId: "production" }),
    "discovery[0].subscriptionId",
    /8-4-4-4-12/,
  ],
  [
    "a secret of Azure",
    source({ kind: "azure", subscriptionId, identity: { method: "OAuth" } }),
    "discovery[0].identity.method",
    /none of the kinds/,
  ],
]);
