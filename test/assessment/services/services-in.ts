/** Services of small projects, told in lines that are easily compared. */
import type { Infrastructure } from "../../../lib/assessment/assessment";
import { servicesOf } from "../../../lib/assessment/services";
import { projectOf, type Files } from "../project-of";

const sightings = (names: readonly string[] = []) =>
  names.map((name) => ({ name, confidence: "certain" as const, evidence: [] }));

/** Infrastructure of these names. */
export const having = (
  there: { readonly [Kind in keyof Infrastructure]?: readonly string[] } = {},
): Infrastructure => ({
  clouds: sightings(there.clouds),
  orchestration: sightings(there.orchestration),
  databases: sightings(there.databases),
  queues: sightings(there.queues),
  caches: sightings(there.caches),
  balancers: sightings(there.balancers),
  objectStores: sightings(there.objectStores),
});

/** `orders`, `orders kind web`, `orders port 8080`, `orders -> postgres`, … of each service. */
export const servicesIn = async (files: Files, there: Infrastructure = having()): Promise<readonly string[]> =>
  servicesOf(await projectOf(files), there).flatMap(
    ({ name, kind, language, framework, ports, health, owner, replicas, namespace, dependsOn }) => [
      name,
      `${name} kind ${kind.value}`,
      ...(language === undefined ? [] : [`${name} language ${language.value}`]),
      ...(framework === undefined ? [] : [`${name} framework ${framework.value}`]),
      ...ports.map(({ value }) => `${name} port ${value}`),
      ...health.map(({ value }) => `${name} health ${value}`),
      ...(owner === undefined ? [] : [`${name} owner ${owner.value}`]),
      ...(replicas === undefined ? [] : [`${name} replicas ${replicas.value}`]),
      ...(namespace === undefined ? [] : [`${name} namespace ${namespace.value}`]),
      ...dependsOn.map(({ value }) => `${name} -> ${value}`),
    ],
  );
