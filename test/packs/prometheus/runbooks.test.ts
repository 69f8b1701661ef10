/** That runbooks of these packs send nobody to an alert that does not exist. */
import type { Step } from "../../../lib/model";
import { shippedPacks } from "../../../lib/packs";

const PACKS = ["workload", "node-basics", "prometheus"];
/** Kinds of Kubernetes and its operator, which look like names of alerts. */
const KINDS = ["PodDisruptionBudget", "PodMonitor", "PrometheusRule", "PrometheusRules", "ContainerCreating"];
const NAME =
  /\b(?:Alertmanager|Container|CronJob|DaemonSet|Deployment|Job|KubeStateMetrics|Node|Pod|Prometheus|StatefulSet|Volume)[A-Z][A-Za-z]+/g;

const textOfStep = (step: Step): string => (typeof step === "string" ? step : step.text);

test("every alert that a runbook names exists", () => {
  const known = new Set<string>(shippedPacks().flatMap(({ alerts }) => alerts.map(({ name }) => name)));
  const named = shippedPacks()
    .filter(({ name }) => PACKS.includes(name))
    .flatMap(({ alerts }) => alerts.map(({ runbook }) => runbook))
    .flatMap(({ meaning, impact, diagnosis, mitigation }) =>
      [meaning, impact, ...diagnosis.map(textOfStep), ...mitigation.map(textOfStep)].flatMap(
        (text) => text.match(NAME) ?? [],
      ),
    );
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].filter((name) => !known.has(name) && !KINDS.includes(name))).toEqual([]);
});
