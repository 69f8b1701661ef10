/** What should be measured of a project, and which of it is. */
import type { NeededMetric } from "../assessment";
import { evidenceFrom } from "../monitoring";
import { keepsCertificates } from "./certificates";
import type { Assessed, Signal } from "./signal";
import { askedSignals } from "./signals-asked";
import { cloudSignals } from "./signals-in-clouds";
import { codeSignals } from "./signals-in-code";
import { collectorSignals } from "./signals-of-collectors";
import { partSignals } from "./signals-of-parts";
import {
  needsOfBalancer,
  needsOfCache,
  needsOfDatabase,
  needsOfQueue,
  OF_CERTIFICATES,
  OF_SERVICES,
  type Need,
} from "./vocabulary";

/** Services first, then databases, queues, caches, balancers and certificates, each in the order in which they were found. */
export const needsOf = (assessed: Assessed): readonly NeededMetric[] => {
  const found = bySubject([
    ...askedSignals(assessed),
    ...codeSignals(assessed),
    ...cloudSignals(assessed),
    ...collectorSignals(assessed),
    ...partSignals(assessed),
  ]);
  return subjects(assessed).flatMap(({ of, needs, isService }) =>
    needs.map(({ need, tells, broughtBy }): NeededMetric => {
      const places = [
        ...(found.get(`${of}\u0000${need}`) ?? []),
        ...(isService ? (found.get(`*\u0000${need}`) ?? []) : []),
      ];
      return {
        of,
        need,
        tells,
        status: places.length > 0 ? "exists" : "missing",
        evidence: evidenceFrom(places.map(({ evidence }) => evidence)),
        broughtBy,
      };
    }),
  );
};

interface Subject {
  readonly of: string;
  readonly needs: readonly Need[];
  readonly isService: boolean;
}

const subjects = ({ project, services, infrastructure }: Assessed): readonly Subject[] => {
  const part = (of: string, needs: readonly Need[]): Subject => ({ of, needs, isService: false });
  const balancers = infrastructure.balancers.filter(({ name }) => !GATES.has(name));
  return distinct([
    ...services.map(({ name, kind }) => ({
      of: name,
      needs: kind.value === "database" ? needsOfDatabase(name) : OF_SERVICES[kind.value],
      isService: true,
    })),
    ...infrastructure.databases.map(({ name }) => part(name, needsOfDatabase(name))),
    ...infrastructure.queues.map(({ name }) => part(name, needsOfQueue(name))),
    ...infrastructure.caches.map(({ name }) => part(name, needsOfCache(name))),
    ...(balancers.length > 0 ? balancers : infrastructure.balancers).map(({ name }) =>
      part(name, needsOfBalancer(name)),
    ),
    ...(keepsCertificates(project) ? [part("certificates", OF_CERTIFICATES)] : []),
  ]);
};

/** What another balancer does the work of. */
const GATES: ReadonlySet<string> = new Set(["ingress", "gateway-api"]);

/** A name that is both a queue and a cache (Redis) has the needs of both, each once. */
const distinct = (all: readonly Subject[]): readonly Subject[] => {
  const seen = new Set<string>();
  return all.map((subject) => ({
    ...subject,
    needs: subject.needs.filter(({ need }) => {
      const key = `${subject.of}\u0000${need}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    }),
  }));
};

const bySubject = (all: readonly Signal[]): ReadonlyMap<string, readonly Signal[]> => {
  const found = new Map<string, Signal[]>();
  for (const signal of all) {
    const key = `${signal.of}\u0000${signal.need}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, [signal]);
    else before.push(signal);
  }
  return found;
};
