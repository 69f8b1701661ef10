/** What the machines are for: people who sign up, people who use the product, money that comes in. */
import { pack, weeks, type Duration } from "../../model";
import { eachLeavingOut } from "../registered";
import { seasonWithin } from "../season";
import { activeUsersDropped, registrationsDropped, revenueDropped } from "./alerts";
import { business } from "./metrics";
import { businessRules } from "./rules";

export { business } from "./metrics";
export { businessSignals } from "./signals";

export interface BusinessPackProps {
  /**
   * How far back Prometheus can look. Where two weeks and an hour do not fit in, figures are compared with those of the two days before.
   * @default weeks(4)
   */
  readonly retention?: Duration;
}

/** What can befall the business of a service, about all services. */
export const businessAlerts = ({ retention = weeks(4) }: BusinessPackProps = {}) => {
  const season = { parameters: { ago: seasonWithin(retention, 2) } };
  return [registrationsDropped.with(season), revenueDropped.with(season), activeUsersDropped.with(season)] as const;
};

/** All services that export the contract `business`; those that are registered bring the same alerts about themselves. */
export const businessPack = (props: BusinessPackProps = {}) =>
  pack("business", {
    metrics: business,
    recordingRules: businessRules,
    alerts: eachLeavingOut(businessAlerts(props), "business"),
    // It shows the business where `applicationPack({ business: true })` brings it.
    dashboard: "application",
  });
