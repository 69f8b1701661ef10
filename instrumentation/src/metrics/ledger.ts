/** Where all that a metric could not take goes: counted each time, told once, so that a mistake in a busy place floods no log. */
import { Counter } from "prom-client";
import { applicationMetrics } from "../contract";
import { promConfiguration, type MetricsRegistry } from "./prom";

/** Something that a metric did not take, or not as it was given. */
export interface MetricsProblem {
  readonly metric: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

export interface Ledger {
  /** Begins the metric's own series at 0: Prometheus does not count the value that it sees first. */
  readonly open: (metric: string) => void;
  /** A value is lost. `reason` is one of few: what differs from case to case belongs into the message. */
  readonly refuse: (metric: string, reason: string, message: string) => void;
  /** A value has lost its labels. */
  readonly limit: (metric: string, limit: number) => void;
}

export function ledger(registry: MetricsRegistry, onError: ((problem: MetricsProblem) => void) | undefined): Ledger {
  const { cardinalityLimitedTotal, valuesRefusedTotal } = applicationMetrics.instrumentation;
  const limited = new Counter(promConfiguration(cardinalityLimitedTotal, registry));
  const refused = new Counter(promConfiguration(valuesRefusedTotal, registry));
  const told = new Set<string>();

  const tell = (metric: string, reason: string, message: string): void => {
    const key = `${metric} ${reason}`;
    if (told.has(key)) return;
    told.add(key);
    try {
      onError?.({ metric, message: `${metric}: ${message}` });
    } catch {
      // A listener that throws must not take the application's request with it.
    }
  };
  return {
    open: (metric) => {
      limited.inc({ metric }, 0);
      refused.inc({ metric }, 0);
    },
    refuse: (metric, reason, message) => {
      refused.inc({ metric });
      tell(metric, reason, message);
    },
    limit: (metric, limit) => {
      limited.inc({ metric });
      tell(metric, "limit", `more than ${limit} combinations of labels; what is new counts under _OTHER from now on`);
    },
  };
}
