// A service that is observed by one call: one request, one count, one line, one span.
import { metrics, tracer, logger, shutdown, findings } from "./observability.mjs";

tracer.traceOperation("work", () => {
  metrics.recordUserRegistration("web", "free");
  logger.info("worked");
});
console.log(JSON.stringify({ findings: findings.length }));
await shutdown();
