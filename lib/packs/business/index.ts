/** What the machines are for: people who sign up, people who use the product, money that comes in. */
import { pack, weeks, type Duration } from "../../model";
import { seasonWithin } from "../season";
import { activeUsersDropped, registrationsDropped, revenueDropped } from "./alerts";
import { business } from "./metrics";
import { businessRules } from "./rules";

export { business } from "./metrics";

export interface BusinessPackProps {
  /**
   * How far back Prometheus can look. Where two weeks and an hour do not fit in, figures are compared with those of the two days before.
   * @default weeks(4)
   */
  readonly retention?: Duration;
}

export const businessPack = ({ retention = weeks(4) }: BusinessPackProps = {}) => {
  const season = { parameters: { ago: seasonWithin(retention, 2) } };
  return pack("business", {
    metrics: business,
    recordingRules: businessRules,
    alerts: [registrationsDropped.with(season), revenueDropped.with(season), activeUsersDropped.with(season)],
    // It shows the business where `httpServerPack({ business: true })` brings it.
    dashboard: "application",
  });
};
