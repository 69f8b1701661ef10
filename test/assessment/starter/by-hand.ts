/** Assessments written by hand, as strange as projects are. */
import type {
  Assessment,
  AssessedService,
  Evidence,
  Infrastructure,
  Seen,
  ServiceKind,
  Sighting,
} from "../../../lib/assessment/assessment";

export const at = (file: string, line?: number, sees = "it stands there"): Evidence => ({ file, line, sees });

export const seen = <Value>(value: Value, file = "docker-compose.yml"): Seen<Value> => ({
  value,
  confidence: "certain",
  evidence: [at(file, 3)],
});

export const sighting = (name: string, file = "docker-compose.yml"): Sighting => ({
  name,
  confidence: "certain",
  evidence: [at(file, 12, `image: ${name}`)],
});

export const aService = (
  name: string,
  kind: ServiceKind = "web",
  more: Partial<AssessedService> = {},
): AssessedService => ({
  name,
  confidence: "certain",
  evidence: [at("docker-compose.yml", 7, `services.${name}`)],
  kind: seen(kind),
  ports: [],
  health: [],
  dependsOn: [],
  ...more,
});

export const NOTHING: Infrastructure = {
  clouds: [],
  orchestration: [],
  databases: [],
  queues: [],
  caches: [],
  balancers: [],
  objectStores: [],
};

export const anAssessment = (more: Partial<Assessment> = {}): Assessment => ({
  name: "acme-shop",
  looked: { files: 12, bytes: 34_567 },
  leftOut: [],
  infrastructure: NOTHING,
  services: [],
  monitoring: {
    tools: [],
    retired: [],
    problems: [],
    judged: { rules: 0, alerts: 0, dashboards: 0, receivers: 0 },
    metrics: { asked: [], exported: [] },
    scraped: [],
    tellsPeople: [],
  },
  needs: [],
  compliance: [],
  recommendations: [],
  maturity: [],
  findings: [],
  ...more,
});

/** What people, and people who mean no good, call things. */
export const HOSTILE_NAMES: readonly string[] = [
  "",
  " ",
  "Größe & Söhne",
  '"); process.exit(1); ("',
  "`${process.exit(1)}`",
  "*/ process.exit(1) /*",
  "a\nprocess.exit(1)",
  "a\u2028process.exit(1)\u2029",
  "\u202etxt.exe",
  "\ud800lone",
  "__proto__",
  "constructor",
  "prometheus",
  "loki",
  "postgres",
  "redis",
  "http-server",
  "queue",
  "home",
  "overview",
  "kubernetes",
  "business",
  "service",
  "checkout",
  "checkout-objectives",
  "Checkout",
  "check.out",
  "a-name-of-a-service-that-is-far-too-long-for-any-dashboard-and-goes-on-and-on",
  "a-name-of-a-service-that-is-far-too-long-for-any-dashboard-and-goes-on-and-on-too",
  "-",
  "1",
  "日本語",
  "a.b_c/d\\e",
];
