/** What is wrong in a scrape job is a finding. */
import * as z from "zod";
import { prometheusJob, scrapeConfig, scrapeConfigs, timeoutsFit } from "../../../../lib/components/prometheus/scrape";
import { check, existingSecret, externalSecret, minutes, seconds } from "../../../../lib/model";
import { base, consul, eachIsFound, job, kubernetes, source, subscriptionId } from "./bad-input";

const halfSecret = externalSecret("login", { store: "vault", entries: { username: { key: "prometheus" } } });

eachIsFound(scrapeConfig, [
  ["no name", { discovery: base.discovery }, "jobName", /missing/],
  ["a blank name", job({ jobName: " " }), "jobName", /is empty/],
  ["no discovery", { jobName: "job" }, "discovery", /missing/],
  ["an empty discovery", job({ discovery: [] }), "discovery", /staticTargets/],
  ["a discovery that there is not", source({ kind: "zookeeper" }), "discovery[0].kind", /none of the kinds/],
  ["a setting that there is not", job({ scrape_interval: "15s" }), "scrape_interval", /no property/],
  ["an interval as text", job({ scrapeInterval: "15s" }), "scrapeInterval", /seconds\(15\)/],
  ["an interval of nothing", job({ scrapeInterval: seconds(0) }), "scrapeInterval", /above zero/],
  [
    "a timeout above the interval",
    job({ scrapeInterval: seconds(5), scrapeTimeout: seconds(10) }),
    "scrapeTimeout",
    /at most 5 s/,
  ],
  ["a path with a query", job({ metricsPath: "/metrics?a=b" }), "metricsPath", /params/],
  ["a path without a slash", job({ metricsPath: "metrics" }), "metricsPath", /begin with '\/'/],
  ["a scheme that there is not", job({ scheme: "tcp" }), "scheme", /"http" or "https"/],
  ["a parameter that is no list", job({ params: { a: "b" } }), "params.a", /array/],
  ["a parameter without values", job({ params: { a: [] } }), "params.a", /at least one value/],
  ["a limit of nothing", job({ sampleLimit: 0 }), "sampleLimit", /from 1 up/],
  ["half a target", job({ targetLimit: 1.5 }), "targetLimit", /whole number/],
  ["a size as text", job({ bodySizeLimit: "100MB" }), "bodySizeLimit", /mebibytes\(512\)/],
  ["buckets that do not grow", job({ nativeHistogramMinBucketFactor: 1 }), "nativeHistogramMinBucketFactor", /above 1/],
  ["a format twice", job({ scrapeProtocols: ["PrometheusProto", "PrometheusProto"] }), "scrapeProtocols", /once/],
  [
    "a format of 3.15, which 3.14 refuses",
    job({ fallbackScrapeProtocol: "OpenMetricsText2.0.0" }),
    "fallbackScrapeProtocol",
    /OpenMetricsText1.0.0/,
  ],
  [
    "names that are refused and asked for",
    job({ metricNameValidationScheme: "legacy", metricNameEscapingScheme: "allow-utf-8" }),
    "metricNameEscapingScheme",
    /underscores/,
  ],
  ["a log file somewhere", job({ scrapeFailureLogFile: "failures.log" }), "scrapeFailureLogFile", /absolute/],

  [
    "a password in clear text",
    job({ authentication: { kind: "basicAuth", username: "a", password: "b" } }),
    "authentication.password",
    /no property/,
  ],
  [
    "a login by nothing",
    job({ authentication: { kind: "basicAuth" } }),
    "authentication.secret",
    /missing|reference to a secret/,
  ],
  [
    "half a login",
    job({ authentication: { kind: "basicAuth", secret: halfSecret } }),
    "authentication.secret.entries",
    /lacks the entry "password"/,
  ],
  [
    "a token of the type Basic",
    job({ authentication: { kind: "bearerToken", type: "Basic", secret: existingSecret("a") } }),
    "authentication.type",
    /userAndPassword/,
  ],
  ["a login that there is not", job({ authentication: { kind: "ntlm" } }), "authentication.kind", /none of the kinds/],
  [
    "a password among the parameters",
    job({
      authentication: {
        kind: "oauth2",
        clientId: "a",
        secret: existingSecret("a"),
        tokenUrl: "https://login.example/token",
        endpointParams: { password: "hidden" },
      },
    }),
    "authentication.endpointParams.password",
    /clear text/,
  ],
  [
    "a token address with a password",
    job({
      authentication: {
        kind: "oauth2",
        clientId: "a",
        secret: existingSecret("a"),
        tokenUrl: "https://a:b@login.example",
      },
    }),
    "authentication.tokenUrl",
    /secret reference/,
  ],
  [
    "versions the wrong way round",
    job({ tls: { minVersion: "TLS13", maxVersion: "TLS12" } }),
    "tls.maxVersion",
    /not below the lowest/,
  ],
  ["a certificate as text", job({ tls: { ca: "-----BEGIN CERTIFICATE-----" } }), "tls.ca", /serviceAccount/],
  [
    "a header of Prometheus's own",
    job({ headers: { Authorization: ["x"] } }),
    "headers.Authorization",
    /authentication/,
  ],
  ["a key in a header", job({ headers: { "X-Api-Key": ["x"] } }), "headers.X-Api-Key", /headerFromSecret/],
  ["a proxy with a password", job({ proxy: { url: "http://a:b@proxy:3128" } }), "proxy.url", /without a user/],
  ["a proxy that is none", job({ proxy: { url: "proxy:3128" } }), "proxy.url", /no address of a proxy/],
]);

test("what the tables start from is right", () => {
  for (const input of [base, kubernetes({}), consul({}), source({ kind: "azure", subscriptionId }), prometheusJob()])
    expect(check(scrapeConfig, input, "here")).toEqual([]);
});

test("two jobs of one name", () => {
  expect(check(scrapeConfigs, [base, { ...base, jobName: "other" }, base], "jobs")).toMatchObject([
    { path: "jobs[2].jobName" },
  ]);
});

test("a timeout above the interval that the job leaves to Prometheus", () => {
  const props = z
    .strictObject({ scrapeConfigs })
    .superRefine(({ scrapeConfigs }, context) =>
      timeoutsFit(scrapeConfigs, { scrapeInterval: seconds(15) }, ["scrapeConfigs"], context),
    );
  const jobs = [
    base,
    job({ jobName: "slow", scrapeTimeout: seconds(30) }),
    job({ jobName: "own", scrapeInterval: minutes(1), scrapeTimeout: seconds(30) }),
  ];
  expect(check(props, { scrapeConfigs: jobs }, "prod.prometheus")).toMatchObject([
    { path: "prod.prometheus.scrapeConfigs[1].scrapeTimeout" },
  ]);
});
