/** The series that says what is registered, and by whom. It is all that the alerts of others, in whichever stack, have to know of it. */
import { contract, gauge, minutes, record, type RecordingRule } from "../../model";
import { promql } from "../../query";
import { records } from "../../testing";

/** What a team looks after, by the labels of its series. */
export interface Registered {
  readonly namespace: string;
  /** The label `service` of its series. */
  readonly service: string;
}

/** As what it is registered: alerts of other kinds about it stay with whoever has them. */
export type RegisteredKind = "http" | "worker" | "queue" | "cronjob" | "postgres" | "redis" | "probe" | "business";

/** Its labels say it all; its value is 1. */
export const REGISTERED = "service:registered:info";

/** What is recorded of services, in this stack or in others, for alerts that are there before the first of them is. */
export const registrations = contract(
  { targetLabels: [], exporter: "Prometheus itself (a recording rule)", source: "the packs of registered services" },
  {
    registered: gauge(REGISTERED, {
      help: "1 for each service that a team has registered.",
      labels: { namespace: "any", service: "any", team: "any", kind: "any", scraped: ["yes", "no"] },
    }),
  },
);

/** What says of a registered service that a monitor of its own has it scraped. */
export const SCRAPED = { scraped: "yes" } as const;
/** What others scrape, or nobody. */
export const NOT_SCRAPED = { scraped: "no" } as const;

/** The labels by which a registered service is known. */
export const BY: readonly (keyof Registered)[] = ["namespace", "service"];

export const registered = ({
  namespace,
  service,
  team,
  kind,
  scraped = false,
}: Registered & {
  readonly team: string;
  readonly kind: RegisteredKind;
  /** Whether a monitor of its own has it scraped. @default false */
  readonly scraped?: boolean;
}): RecordingRule => {
  const labels = { namespace, service, team, kind, ...(scraped ? SCRAPED : NOT_SCRAPED) };
  return record(REGISTERED, {
    help: "1 for each service that a team has registered.",
    labels,
    readBy: "panels",
    expr: promql`vector(1)`,
    tests: [records("always", { given: [], at: minutes(1), expect: [{ labels, value: 1 }] })],
  });
};
