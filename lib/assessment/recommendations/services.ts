/** What should be done about services, for each of them. */
import type { AssessedService, Recommendation, ServiceKind } from "../assessment";
import { evidenceOf, listed, missingOf, recommendation, type Asking, type Rule } from "./asking";
import { instrumentationFor, metricOf } from "./languages";
import { objectivesSeen } from "./objectives-seen";

const MONITOR: Readonly<Record<ServiceKind, string>> = {
  web: "monitorHttpService",
  worker: "monitorWorker",
  "queue consumer": "monitorQueueConsumer",
  cron: "monitorCronJob",
  frontend: "monitorEndpoint",
  database: "monitorPostgres",
};

/** Without which of its signals nobody can tell how a service does. */
const VITAL: Readonly<Record<ServiceKind, readonly string[]>> = {
  web: ["traffic", "errors", "latency"],
  worker: ["traffic", "errors", "latency", "processed", "failed", "duration"],
  "queue consumer": ["traffic", "errors", "latency", "processed", "failed", "duration"],
  cron: ["last-success"],
  frontend: ["page-load"],
  database: [],
};

/** Told in PromQL, whatever the name has in it. */
const selector = (name: string): string => `{service=${JSON.stringify(name)}}`;

export const instrument: Rule = (asking) =>
  asking.services.flatMap((service) => {
    const kind = service.kind.value;
    const missing = missingOf(asking, service.name).filter((need) => VITAL[kind].includes(need));
    return missing.length === 0 ? [] : [instrumentOne(service, missing)];
  });

const instrumentOne = (service: AssessedService, missing: readonly string[]): Recommendation => {
  const { name, kind, evidence } = service;
  const id = `instrument/${name}`;
  const call = `\`platform.${MONITOR[kind.value]}({ name: ${JSON.stringify(name)}, … })\``;
  const why = `Nothing tells ${listed(missing)} of ${name}.`;
  if (kind.value === "cron")
    return recommendation(id, {
      title: `Notice when ${name} does not run`,
      risk: 3,
      effort: "hours",
      why: `${why} A job that runs no more is missed by nobody until its result is.`,
      evidence,
      what: `${call}: nothing has to be changed in the job where it is a CronJob of Kubernetes; elsewhere it exports \`job_last_success_timestamp_seconds\`, and \`freshness({ lastSuccess, within })\` watches that`,
      done: `In Prometheus: \`time() - kube_cronjob_status_last_successful_time{cronjob=${JSON.stringify(name)}}\` stays below its schedule.`,
    });
  if (kind.value === "frontend")
    return recommendation(id, {
      title: `Measure what visitors of ${name} see`,
      risk: 2,
      effort: "days",
      why: `${why} Servers that are well say nothing about pages that load slowly.`,
      evidence,
      what: `web-vitals in the page, sent to a service that exports them as a histogram of a pack of your own (pack, contract, histogram); ${call} tells whether it answers`,
      done: "Its dashboard shows the page load of the last hour; probe_success of its address is 1.",
    });
  const { what, effort } = instrumentationFor(service);
  return recommendation(id, {
    title: `Give ${name} metrics`,
    risk: kind.value === "web" ? 4 : 3,
    effort,
    why: `${why} Its users notice a failure before anybody else does.`,
    evidence,
    what: `${what}; then ${call}`,
    done: `In Prometheus: \`sum(rate(${metricOf(kind.value)}${selector(name)}[5m]))\` has a value; the dashboard service-${name} shows it.`,
  });
};

export const objective: Rule = (asking) => {
  const seen = objectivesSeen(asking);
  return asking.services
    .filter(({ kind, name }) => kind.value === "web" && !seen(name))
    .map(({ name, evidence }) =>
      recommendation(`objective/${name}`, {
        title: `Promise something of ${name}`,
        risk: 2,
        effort: "hours",
        why: `No objective of ${name} was found, so nobody can say how much failure is too much.`,
        evidence,
        what: `\`platform.monitorHttpService({ name: ${JSON.stringify(name)}, objectives: { availability: "99.9%", … } })\`: budgets and burn-rate alerts follow`,
        done: `\`npm run slos -- --environment prod --slo ${slug(name)}-availability\` says when it would call.`,
      }),
    );
};

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** What asks a health endpoint; functions are started by whoever calls them. */
const ASKING_HEALTH = [
  "kubernetes",
  "helm",
  "kustomize",
  "openshift",
  "nomad",
  "ecs",
  "swarm",
  "compose",
  "cloud-run",
  "container-apps",
  "app-service",
  "app-engine",
  "elastic-beanstalk",
];

export const healthEndpoint: Rule = (asking) =>
  asking.infrastructure.orchestration.some(({ name }) => ASKING_HEALTH.includes(name))
    ? asking.services
        .filter(({ kind, health, probe }) => kind.value === "web" && health.length === 0 && probe === undefined)
        .map(({ name, evidence }) =>
          recommendation(`health-endpoint/${name}`, {
            title: `Have ${name} say whether it is well`,
            risk: 3,
            effort: "hours",
            why: `${name} answers HTTP, and no health endpoint and no probe of it was found: whatever starts it sends traffic to it before it can answer.`,
            evidence,
            what: `An endpoint that answers 200 when it can work, named in its readiness and liveness probes; \`platform.monitorEndpoint({ url: "…/healthz", … })\` tries it from outside`,
            done: `\`probe_success{service=${JSON.stringify(name)}}\` is 1, and a deployment waits for it.`,
          }),
        )
    : [];

export const owner: Rule = ({ services }) =>
  services
    .filter((service) => service.owner === undefined)
    .map(({ name, evidence }) =>
      recommendation(`owner/${name}`, {
        title: `Name who owns ${name}`,
        risk: 2,
        effort: "hours",
        why: `No line of a CODEOWNERS file covers ${name}: an alert about it has nobody to go to.`,
        evidence,
        what: "A line in CODEOWNERS; the same team as `team` where the service is registered, and in `alerting.teams` of the environment",
        done: `\`npm run routes -- --environment prod --alert HttpHighErrorRatio --labels service=${slug(name)}\` names its team.`,
      }),
    );

/** What runs several of a service where one says so. */
const REPLICATING = ["kubernetes", "helm", "kustomize", "openshift", "nomad", "ecs", "swarm"];

export const replicas: Rule = ({ services, infrastructure }: Asking) =>
  infrastructure.orchestration.some(({ name }) => REPLICATING.includes(name))
    ? services
        .filter(
          ({ kind, replicas: count }) => kind.value === "web" && count?.value === 1 && count.confidence !== "possible",
        )
        .map(({ name, replicas: count }) =>
          recommendation(`replicas/${name}`, {
            title: `Run two of ${name}`,
            risk: 3,
            effort: "hours",
            why: `${name} runs once: each deployment and each lost node is an outage.`,
            evidence: count === undefined ? [] : evidenceOf([count]),
            what: "replicas: 2 and a PodDisruptionBudget in its manifest; workloadPack tells when fewer are ready than are wanted",
            done: `In Prometheus: \`kube_deployment_status_replicas_available{deployment=${JSON.stringify(name)}}\` is 2 or more.`,
          }),
        )
    : [];
