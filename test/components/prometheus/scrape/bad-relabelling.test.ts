/** What is wrong in relabelling, or in what the ready-made jobs were told, is a finding. */
import {
  annotatedPodsJob,
  consulServicesJob,
  drop,
  keep,
  labelDrop,
  labelKeep,
  labelMap,
  postgresExporterJob,
  replace,
  scrapeConfig,
  staticTargets,
} from "../../../../lib/components/prometheus/scrape";
import { relabel } from "../../../../lib/components/prometheus";
import { check } from "../../../../lib/model";
import { eachIsFound, job } from "./bad-input";

const rule = (each: object): unknown => job({ relabelings: [each] });
const metricRule = (each: object): unknown => job({ metricRelabelings: [each] });

eachIsFound(scrapeConfig, [
  ["an action that there is not", rule({ action: "retain" }), "relabelings[0].action", /none of the kinds/],
  ["a look ahead", rule(keep({ from: ["job"], matching: "(?!a).*" })), "relabelings[0].matching", /two rules/],
  ["brackets left open", rule(keep({ from: ["job"], matching: "[a" })), "relabelings[0].matching", /RE2/],
  ["nothing to look at", rule(keep({ from: [], matching: "a" })), "relabelings[0].from", /name the labels/],
  [
    "a label that is none to look at",
    rule(drop({ from: ["a-b"], matching: "a" })),
    "relabelings[0].from[0]",
    /no Prometheus label name/,
  ],
  [
    "a label that is none to write",
    rule(replace({ from: ["job"], to: "my-label" })),
    "relabelings[0].to",
    /no Prometheus label name/,
  ],
  [
    "a group that there is not",
    rule(replace({ from: ["job"], matching: "(a)", to: "b", with: "$2" })),
    "relabelings[0].with",
    /use \$0, \$1/,
  ],
  [
    "a group in a label that there is not",
    rule(replace({ from: ["job"], matching: "(a)", to: "b_${2}" })),
    "relabelings[0].to",
    /group "2"/,
  ],
  [
    "a group that swallows what follows",
    rule(replace({ from: ["job"], to: "b", with: "$1x" })),
    "relabelings[0].with",
    /write \$\{1\}x/,
  ],
  [
    "a group in parentheses",
    rule(replace({ from: ["job"], to: "b", with: "$(1)" })),
    "relabelings[0].with",
    /write \$\{1\}/,
  ],
  ["a brace left open", rule(replace({ from: ["job"], to: "b", with: "${1" })), "relabelings[0].with", /no reference/],
  ["a group that goes without saying", rule(labelMap({ matching: "a_.+" })), "relabelings[0].with", /left out/],
  [
    "values of a label that is dropped",
    rule({ action: "labeldrop", matching: "a", from: ["job"] }),
    "relabelings[0].from",
    /no property/,
  ],
  ["no parts", rule({ action: "hashmod", from: ["job"], modulus: 0, to: "a" }), "relabelings[0].modulus", /from 1 up/],
  [
    "a rule that drops the address",
    rule(labelDrop({ matching: "__address__" })),
    "relabelings[0].matching",
    /__address__/,
  ],
  [
    "a rule that keeps too little",
    rule(labelKeep({ matching: "job|__address__" })),
    "relabelings[0].matching",
    /__scheme__/,
  ],
  ["a rule that drops names", metricRule(labelDrop({ matching: "__.+" })), "metricRelabelings[0].matching", /__name__/],
  [
    "a label of discovery on samples",
    metricRule(drop({ from: ["__meta_consul_tags"], matching: "a" })),
    "metricRelabelings[0].from[0]",
    /in relabelings/,
  ],
  [
    "a label of another discovery",
    rule(keep({ from: ["__meta_consul_tags"], matching: "a" })),
    "relabelings[0].from[0]",
    /none of the discoveries/,
  ],
  [
    "a label that is misspelt",
    job({
      discovery: [{ kind: "kubernetes", role: "pod" }],
      relabelings: [keep({ from: ["__meta_kubernetes_pod_nodename"], matching: "a" })],
    }),
    "relabelings[0].from[0]",
    /did you mean "__meta_kubernetes_pod_node_name"/,
  ],
  ["a ready-made job without targets", postgresExporterJob({ targets: [] }), "discovery[0].targets", /at least one/],
  [
    "a ready-made job with a server that is none",
    consulServicesJob({ server: "https://consul" }),
    "discovery[0].server",
    /host:port/,
  ],
  [
    "a ready-made job with a namespace that is none",
    annotatedPodsJob({ namespaces: ["Shop"] }),
    "discovery[0].namespaces.names[0]",
    /DNS-1123/,
  ],
]);

test("labels that a source of one's own may set are not judged", () => {
  const relabelings = [keep({ from: ["__meta_team"], matching: "shop" })];
  expect(
    check(scrapeConfig, job({ discovery: [{ kind: "http", url: "https://inventory.example" }], relabelings }), "job"),
  ).toEqual([]);
  expect(
    check(scrapeConfig, job({ discovery: [staticTargets(["a:1"], { __meta_team: "shop" })], relabelings }), "job"),
  ).toEqual([]);
});

test("a namespace to leave out that can be none", () =>
  expect(() => annotatedPodsJob({ exceptNamespaces: ["shop", "Observability"] })).toThrow(
    "annotatedPodsJob.exceptNamespaces[1]",
  ));

test("people get the functions that make rules, and nothing else", () =>
  expect(Object.keys(relabel).sort()).toEqual([
    "drop",
    "dropEqual",
    "hashMod",
    "keep",
    "keepEqual",
    "labelDrop",
    "labelKeep",
    "labelMap",
    "lowercase",
    "replace",
    "setLabel",
    "uppercase",
  ]));
