/** Alert routing: teams, channels and what Alertmanager makes of them. */
export * from "./teams";
