/** CronJobs of Kubernetes, one by one: what the dashboard of a registered one shows. */
export { cronJobFigures, cronJobRows, type CronJobScope } from "./panels";
