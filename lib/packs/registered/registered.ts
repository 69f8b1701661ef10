/** The series that says what is registered, and by whom. It is all that the alerts of others, in whichever stack, have to know of it. */
import { minutes, record, type RecordingRule } from "../../model";
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

/** The labels by which a registered service is known. */
export const BY: readonly (keyof Registered)[] = ["namespace", "service"];

export const registered = ({
  namespace,
  service,
  team,
  kind,
}: Registered & { readonly team: string; readonly kind: RegisteredKind }): RecordingRule => {
  const labels = { namespace, service, team, kind };
  return record(REGISTERED, {
    help: "1 for each service that a team has registered.",
    labels,
    readBy: "panels",
    expr: promql`vector(1)`,
    tests: [records("always", { given: [], at: minutes(1), expect: [{ labels, value: 1 }] })],
  });
};
