/** A scrape job as prometheus.yml has it: names, notations, files of secrets. */
import {
  annotatedPodsJob,
  consulDiscovery,
  drop,
  headerFromSecret,
  keep,
  kubernetesDiscovery,
  postgresExporterJob,
  replace,
  scrapeConfig,
  scrapeConfigs,
  scrapeConfigValue,
  secretsIn,
  staticTargets,
  userAndPassword,
  type ScrapeConfigInput,
} from "../../../../lib/components/prometheus/scrape";
import {
  existingSecret,
  hours,
  mebibytes,
  minutes,
  parse,
  seconds,
  secretVariable,
  type Values,
} from "../../../../lib/model";
import { clouds, discoveries, full, logins } from "./examples";

const base = { jobName: "job", discovery: [staticTargets(["a:1"])] };
const valueOf = (settings: Partial<ScrapeConfigInput>): Values =>
  scrapeConfigValue(parse(scrapeConfig, { ...base, ...settings }, "job"));

test("a job that says little", () => {
  expect(valueOf({})).toEqual({ job_name: "job", static_configs: [{ targets: ["a:1"] }] });
});

test.each<[string, Partial<ScrapeConfigInput>, Values]>([
  [
    "times",
    { scrapeInterval: minutes(1.5), scrapeTimeout: seconds(10) },
    { scrape_interval: "1m30s", scrape_timeout: "10s" },
  ],
  ["sizes", { bodySizeLimit: mebibytes(50) }, { body_size_limit: "50MiB" }],
  [
    "parameters, whose names stay",
    { params: { "match[]": ["up"], authModule: ["a"] } },
    { params: { "match[]": ["up"], authModule: ["a"] } },
  ],
  [
    "native histograms",
    { scrapeNativeHistograms: true, convertClassicHistogramsToNhcb: true },
    { scrape_native_histograms: true, convert_classic_histograms_to_nhcb: true },
  ],
  [
    "limits",
    { labelNameLengthLimit: 5, nativeHistogramMinBucketFactor: 1.1 },
    { label_name_length_limit: 5, native_histogram_min_bucket_factor: 1.1 },
  ],
  [
    "a login",
    { authentication: userAndPassword(existingSecret("login", { password: "pass" })) },
    {
      basic_auth: {
        username_file: "/etc/prometheus/secrets/login/username",
        password_file: "/etc/prometheus/secrets/login/pass",
      },
    },
  ],
  [
    "trust",
    { tls: { ca: "serviceAccount", clientCertificate: existingSecret("me") } },
    {
      tls_config: {
        ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        cert_file: "/etc/prometheus/secrets/me/tls.crt",
        key_file: "/etc/prometheus/secrets/me/tls.key",
      },
    },
  ],
  [
    "a proxy",
    { proxy: { url: "http://proxy:3128", exceptFor: ["a", "b"] } },
    { proxy_url: "http://proxy:3128", no_proxy: "a,b" },
  ],
  ["the environment's proxy", { proxy: "environment" }, { proxy_from_environment: true }],
  [
    "headers",
    { headers: { "X-Scope-OrgID": ["a"], "X-Api-Key": headerFromSecret(existingSecret("api"), "key") } },
    {
      http_headers: { "X-Scope-OrgID": { values: ["a"] }, "X-Api-Key": { files: ["/etc/prometheus/secrets/api/key"] } },
    },
  ],
  [
    "relabelling",
    {
      relabelings: [replace({ from: ["a", "b"], to: "c", with: "" })],
      metricRelabelings: [drop({ from: ["__name__"], matching: "go_.+" })],
    },
    {
      relabel_configs: [{ source_labels: ["a", "b"], target_label: "c", replacement: "", action: "replace" }],
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: "go_.+", action: "drop" }],
    },
  ],
])("%s", (_, settings, expected) => {
  expect(valueOf(settings)).toEqual({ ...valueOf({}), ...expected });
});

test("sources of one kind stand together, a token of Consul is a file", () => {
  const discovery = [
    kubernetesDiscovery({ role: "pod", namespaces: { own: true, names: ["a"] } }),
    consulDiscovery({
      server: "consul:8500",
      token: existingSecret("consul"),
      nodeMeta: { rackName: "r1" },
      refreshInterval: hours(1),
    }),
    kubernetesDiscovery({ role: "node" }),
  ];
  expect(valueOf({ discovery })).toEqual({
    job_name: "job",
    kubernetes_sd_configs: [{ role: "pod", namespaces: { own_namespace: true, names: ["a"] } }, { role: "node" }],
    consul_sd_configs: [
      {
        server: "consul:8500",
        node_meta: { rackName: "r1" },
        refresh_interval: "1h",
        authorization: { credentials_file: "/etc/prometheus/secrets/consul/token" },
      },
    ],
  });
});

test.each<[Partial<ScrapeConfigInput>, Values]>([
  [{}, { scrape_interval: "15s", scrape_timeout: "10s" }],
  [{ scrapeInterval: seconds(5) }, { scrape_interval: "5s", scrape_timeout: "5s" }],
  [
    { scrapeInterval: minutes(1), scrapeTimeout: seconds(30) },
    { scrape_interval: "1m", scrape_timeout: "30s" },
  ],
])("what %j leaves to Prometheus", (settings, expected) => {
  const job = parse(scrapeConfig, { ...base, ...settings }, "job");
  expect(scrapeConfigValue(job, { scrapeInterval: seconds(15), scrapeTimeout: seconds(10) })).toMatchObject(expected);
});

test("all secrets are known, with their places", () => {
  const secret = secretVariable("consul", ["token"]);
  const jobs = parse(
    scrapeConfigs,
    [full, { ...base, discovery: [consulDiscovery({ server: "consul:8500", token: secret })] }],
    "jobs",
  );
  expect(secretsIn(jobs, "prod.prometheus.scrapeConfigs").map(({ path, secret }) => [path, secret.name])).toEqual([
    ["prod.prometheus.scrapeConfigs[0].authentication.secret", "access"],
    ["prod.prometheus.scrapeConfigs[0].tls.ca", "authority"],
    ["prod.prometheus.scrapeConfigs[0].tls.clientCertificate", "certificate"],
    ["prod.prometheus.scrapeConfigs[0].headers.X-Api-Key.secret", "access"],
    ["prod.prometheus.scrapeConfigs[1].discovery[0].token", "consul"],
  ]);
});

test("a ready-made job is changed like any other, its own rules first", () => {
  const job = annotatedPodsJob({
    jobName: "pods",
    sampleLimit: 5,
    relabelings: [keep({ from: ["team"], matching: "shop" })],
  });
  expect(job).toMatchObject({ jobName: "pods", sampleLimit: 5 });
  expect(job.relabelings?.at(-1)).toEqual(keep({ from: ["team"], matching: "shop" }));
  expect(job.relabelings?.[0]).toMatchObject({ action: "keep", matching: "true" });
});

test("an exporter's targets carry their labels", () => {
  expect(
    postgresExporterJob({ targets: ["exporter:9187"], labels: { tier: "db" }, scrapeInterval: minutes(1) }),
  ).toEqual({
    jobName: "postgres",
    discovery: [staticTargets(["exporter:9187"], { tier: "db" })],
    scrapeInterval: minutes(1),
    relabelings: [],
  });
});

/** Every text in a value, with the key that it stands under. */
const texts = (value: unknown, key = ""): readonly (readonly [key: string, text: string])[] =>
  typeof value === "string"
    ? [[key, value]]
    : Array.isArray(value)
      ? value.flatMap((each) => texts(each, key))
      : Object.entries(value ?? {}).flatMap(([name, each]) => texts(each, name));

test("secrets are files wherever they are named", () => {
  const jobs = [
    { ...base, discovery: Object.values({ ...discoveries, ...clouds }).flat() },
    ...Object.values(logins).map((authentication) => ({ ...base, authentication })),
    full,
  ];
  const named = jobs
    .flatMap((job) => texts(scrapeConfigValue(parse(scrapeConfig, job, "job"))))
    .filter(([, text]) => /^\/(etc\/prometheus\/secrets|var\/run\/secrets)\//.test(text));
  expect([...new Set(named.map(([key]) => key))].sort()).toEqual([
    "ca_file",
    "cert_file",
    "client_certificate_key_file",
    "client_secret_file",
    "credentials_file",
    "files",
    "key_file",
    "kubeconfig_file",
    "password_file",
    "username_file",
  ]);
});
