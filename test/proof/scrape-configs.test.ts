/** What the scrape schemas let through, the real promtool accepts, and what they refuse, it refuses. */
import {
  scrapeConfig,
  scrapeConfigs,
  scrapeConfigValue,
  staticTargets,
  type ScrapeConfig,
  type ScrapeConfigInput,
} from "../../lib/components/prometheus/scrape";
import { regexProblem } from "../../lib/components/prometheus/scrape/regex";
import { check, parse, seconds } from "../../lib/model";
import { discoveries, full, logins, readyMade, rules } from "../components/prometheus/scrape/examples";
import { checked, written } from "../components/prometheus/scrape/promtool";
import { describeWith } from "./tool";

const targets = staticTargets(["localhost:9090"]);
const bare = { jobName: "job", discovery: [targets] } as const;
const job = (settings: Partial<ScrapeConfigInput>): ScrapeConfigInput => ({ ...bare, ...settings });

describeWith(["promtool"], "Prometheus takes", () => {
  const accepts = (...jobs: readonly ScrapeConfigInput[]): void => {
    const { stderr, status } = checked(parse(scrapeConfigs, jobs, "jobs").map((each) => scrapeConfigValue(each)));
    expect(stderr).toBe("");
    expect(status).toBe(0);
  };

  test.each(Object.entries(discoveries))("the discovery %s with all its settings", (_, discovery) =>
    accepts(job({ discovery })),
  );
  test.each(Object.entries(rules))("the relabelling action %s", (_, relabelings) =>
    accepts(job({ relabelings: relabelings.map((rule) => rule) })),
  );
  test.each(Object.entries(logins))("the login by %s", (_, authentication) => accepts(job({ authentication })));
  test("every setting of a job", () => accepts(full));
  test("the ready-made jobs, side by side", () => accepts(...Object.values(readyMade)));
  test("an interval and a timeout that the job has inherited", () => {
    const value = scrapeConfigValue(parse(scrapeConfig, job({ scrapeInterval: seconds(5) }), ""), {
      scrapeInterval: seconds(30),
      scrapeTimeout: seconds(10),
    });
    expect(value).toMatchObject({ scrape_interval: "5s", scrape_timeout: "5s" });
    expect(checked([value]).status).toBe(0);
  });
});

/** Mistakes that Prometheus refuses: nobody shall have to deploy one to find out. */
const refused: readonly (readonly [string, Partial<Record<keyof ScrapeConfigInput, unknown>>])[] = [
  ["a timeout above the interval", { scrapeInterval: seconds(5), scrapeTimeout: seconds(10) }],
  ["an expression that RE2 does not have", { relabelings: [{ action: "keep", from: ["job"], matching: "(?!a).*" }] }],
  ["an expression that is not closed", { relabelings: [{ action: "labeldrop", matching: "(a" }] }],
  ["an unknown action", { relabelings: [{ action: "retain", from: ["job"], matching: "a" }] }],
  ["replacing without a label to write", { relabelings: [{ action: "replace", from: ["job"] }] }],
  ["dropping the address", { relabelings: [{ action: "labeldrop", matching: "__a.+" }] }],
  [
    "keeping none of the labels that a scrape needs",
    { relabelings: [{ action: "labelkeep", matching: "job|__address__" }] },
  ],
  ["no parts to hash into", { relabelings: [{ action: "hashmod", from: ["job"], modulus: 0, to: "part" }] }],
  [
    "comparing by an expression",
    { relabelings: [{ action: "keepequal", from: ["job"], to: "instance", matching: "a" }] },
  ],
  ["dropping labels by their values", { relabelings: [{ action: "labeldrop", from: ["job"], matching: "a" }] }],
  ["upper case of another value", { relabelings: [{ action: "uppercase", from: ["job"], to: "job", with: "x" }] }],
  ["a target with a scheme", { discovery: [staticTargets(["http://localhost:9090"])] }],
  ["no name", { jobName: "" }],
  ["an unknown format", { scrapeProtocols: ["Protobuf"] }],
  ["a format twice", { scrapeProtocols: ["PrometheusText0.0.4", "PrometheusText0.0.4"] }],
  ["an unknown way to escape", { metricNameEscapingScheme: "none" }],
  [
    "legacy names that are asked for in full",
    { metricNameValidationScheme: "legacy", metricNameEscapingScheme: "allow-utf-8" },
  ],
  ["a header of Prometheus's own", { headers: { authorization: ["x"] } }],
  ["a certificate for no server version", { tls: { minVersion: "TLS9" } }],
  ["a record without a port", { discovery: [{ kind: "dns", names: ["a.example"], type: "A" }] }],
  ["no names to look up", { discovery: [{ kind: "dns", names: [] }] }],
  ["a file that holds no targets", { discovery: [{ kind: "file", files: ["targets.txt"] }] }],
  ["two files by two stars", { discovery: [{ kind: "file", files: ["/a/*/b*.json"] }] }],
  ["an address that is none", { discovery: [{ kind: "http", url: "ftp://inventory.example" }] }],
  ["an agent of Consul that is nowhere", { discovery: [{ kind: "consul", server: "" }] }],
  ["an unknown role", { discovery: [{ kubernetes: true, kind: "kubernetes", role: "deployment" }] }],
  [
    "a selector that the role has not",
    { discovery: [{ kind: "kubernetes", role: "service", selectors: [{ role: "pod", label: "a=b" }] }] },
  ],
  [
    "a selector twice",
    {
      discovery: [
        {
          kind: "kubernetes",
          role: "pod",
          selectors: [
            { role: "pod", label: "a" },
            { role: "pod", label: "b" },
          ],
        },
      ],
    },
  ],
  [
    "a label selector that is none",
    { discovery: [{ kind: "kubernetes", role: "pod", selectors: [{ role: "pod", label: "a=(b" }] }] },
  ],
  [
    "a field selector that is none",
    { discovery: [{ kind: "kubernetes", role: "pod", selectors: [{ role: "pod", field: "phase" }] }] },
  ],
  [
    "two ways to a cluster",
    { discovery: [{ kind: "kubernetes", role: "pod", apiServer: "https://a.example", kubeconfigFile: "/etc/k" }] },
  ],
  [
    "its own namespace elsewhere",
    { discovery: [{ kind: "kubernetes", role: "pod", apiServer: "https://a.example", namespaces: { own: true } }] },
  ],
  [
    "a login to its own cluster",
    { discovery: [{ kind: "kubernetes", role: "pod", authentication: { kind: "serviceAccountToken" } }] },
  ],
];

describeWith(["promtool"], "Prometheus refuses what is refused here", () => {
  test.each(refused)("%s", (_, settings) => {
    const input = { ...bare, ...settings };
    expect(check(scrapeConfig, input, "job")).not.toEqual([]);
    expect(checked([scrapeConfigValue(input as unknown as ScrapeConfig)]).status).not.toBe(0);
  });

  test("two jobs of one name", () => {
    expect(check(scrapeConfigs, [job({}), job({})], "jobs")).toMatchObject([{ path: "jobs[1].jobName" }]);
    expect(checked([written(job({})), written(job({}))]).status).not.toBe(0);
  });

  test.each([
    [
      "(.*)",
      "[[:alpha:]]+",
      "\\p{Greek}",
      "(?P<a>x)",
      "(?<a>x)",
      "\\Qa.b\\E",
      "a{1000}",
      "(?i)a",
      "^a$",
      "\\z",
      "a|",
      "",
      "\\pN",
      "\\-",
    ],
    [
      "(?=a)",
      "(?<=a)b",
      "\\1",
      "a{1001}",
      "a**",
      "(",
      ")",
      "[",
      "[b-a]",
      "\\Z",
      "(?#c)",
      "\\p{Klingon}",
      "a)|(b",
      "\\",
      "*",
    ],
  ])("the same regular expressions: %s ...", (...patterns) => {
    const verdicts = patterns.map((matching) => {
      const { status } = checked([
        scrapeConfigValue({ ...bare, relabelings: [{ action: "drop", from: ["job"], matching }] }),
      ]);
      return [matching, status === 0];
    });
    // Prometheus takes "a)|(b", because it puts its own parentheses around it. Nobody means that.
    const own = patterns.map((pattern) => [pattern, regexProblem(pattern) === undefined || pattern === "a)|(b"]);
    expect(own).toEqual(verdicts);
  });
});
