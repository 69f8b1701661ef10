/** What a starter says, and that it compiles and synthesizes as it stands, whatever the project calls its things. */
import type { Assessment } from "../../../lib/assessment/assessment";
import { starterFiles } from "../../../lib/assessment/starter";
import { anAssessment, aService, HOSTILE_NAMES, NOTHING, seen, sighting } from "./by-hand";
import { compileErrors, started } from "./started";

const KINDS = ["web", "worker", "queue consumer", "cron", "frontend", "database"] as const;
const kindOf = (index: number) => KINDS[index % KINDS.length] ?? "web";

const assessments: Readonly<Record<string, Assessment>> = {
  shop: anAssessment({
    infrastructure: {
      ...NOTHING,
      clouds: [sighting("aws", "main.tf")],
      orchestration: [sighting("kubernetes", "k8s/checkout.yaml")],
      databases: [sighting("postgres"), sighting("mongodb")],
      queues: [sighting("rabbitmq")],
      caches: [sighting("redis")],
      balancers: [sighting("traefik")],
    },
    services: [
      aService("checkout", "web", {
        owner: seen("@acme/shop", "CODEOWNERS"),
        namespace: seen("shop", "k8s/checkout.yaml"),
        dependsOn: [seen("postgres"), seen("redis"), seen("orders"), seen("checkout"), seen("rabbitmq")],
      }),
      aService("orders", "web", { dependsOn: [seen("checkout")] }),
      aService("mailer", "queue consumer", { dependsOn: [seen("rabbitmq")] }),
      aService("nightly", "cron"),
      aService("site", "frontend", { confidence: "possible" }),
      aService("thumbnails", "worker"),
    ],
  }),
  "nothing at all": anAssessment({ name: "" }),
  "hostile names": anAssessment({
    name: "*/ process.exit(1) /* \u2028",
    infrastructure: {
      ...NOTHING,
      orchestration: [sighting("compose\nprocess.exit(1)")],
      databases: ["postgres", "timescaledb", ...HOSTILE_NAMES].map((name) => sighting(name, `${name}.yml`)),
      caches: [sighting("redis"), sighting("valkey")],
    },
    services: HOSTILE_NAMES.map((name, index) =>
      aService(name, kindOf(index), {
        owner: seen(HOSTILE_NAMES[(index * 7) % HOSTILE_NAMES.length] ?? "", name),
        namespace: seen(name),
        framework: seen(name),
        dependsOn: HOSTILE_NAMES.slice(0, 20).map((other) => seen(other)),
        evidence: [{ file: name, line: 1, sees: name }],
      }),
    ),
  }),
  "thirty services": anAssessment({
    services: Array.from({ length: 30 }, (_, index) =>
      aService(`service-${index}`, kindOf(index), { owner: seen(`@acme/team-${index % 5}`) }),
    ),
  }),
  "owners with odd names": anAssessment({
    services: ["@acme/platform", "ada@acme.example", "@acme/a", "@other/a", "Team Größe", "@", "@acme/"].map(
      (owner, index) => aService(`s${index}`, "web", { owner: seen(owner) }),
    ),
  }),
};

const starters = new Map(
  Object.entries(assessments).map(([name, assessment]) => [name, starterFiles(assessment, { name: "prod" })]),
);

test("all of them compile against the package, without a name that is not used", () => {
  expect(compileErrors(starters)).toEqual([]);
}, 120_000);

test.each([...starters.keys()])(
  "the starter of %s synthesizes, and nothing in it is an error",
  (name) => {
    const { stacks, findings } = started(starters.get(name) ?? new Map());
    expect(stacks).toEqual(["prod-platform", "prod-content"]);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  },
  120_000,
);
