/** What the service does for its people, in their terms. */
import { applicationMetrics } from "../contract";
import { counterOf, gaugeOf, type DeclaredLabels, type Workshop } from "./instruments";

const { userRegistrationsTotal, activeUsers, revenueTotalCents } = applicationMetrics.business;

/** Within what time people have used the product. */
export type Timeframe = (typeof activeUsers.labels.timeframe)[number];

export interface BusinessDeclaration {
  /** Where people come from, and what they can choose. */
  readonly registrations?: DeclaredLabels<typeof userRegistrationsTotal.labels>;
  /** What is sold, in which currencies. */
  readonly revenue?: DeclaredLabels<typeof revenueTotalCents.labels>;
}

export interface BusinessMetrics {
  readonly declare: (declaration: BusinessDeclaration) => void;
  readonly recordUserRegistration: (source: string, plan: string) => void;
  readonly updateActiveUsers: (timeframe: Timeframe, count: number) => void;
  readonly recordRevenue: (product: string, currency: string, cents: number) => void;
}

export function businessMetrics(workshop: Workshop): BusinessMetrics {
  const registrationsTotal = counterOf(userRegistrationsTotal, workshop);
  const users = gaugeOf(activeUsers, workshop);
  const revenueTotal = counterOf(revenueTotalCents, workshop);
  return {
    declare: ({ registrations, revenue }) => {
      if (registrations) registrationsTotal.declare(registrations);
      if (revenue) revenueTotal.declare(revenue);
    },
    recordUserRegistration: (source, plan) => registrationsTotal.inc({ source, plan }),
    updateActiveUsers: (timeframe, count) => users.set({ timeframe }, count),
    recordRevenue: (product, currency, cents) => revenueTotal.inc({ product, currency }, cents),
  };
}
