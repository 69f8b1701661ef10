/** What the reader of the overview has chosen. */
import { matches } from "../../query";

export const CHOSEN = { namespace: matches("$namespace"), service: matches("$service") } as const;

export const REQUESTS = { grafana: "reqps" } as const;
