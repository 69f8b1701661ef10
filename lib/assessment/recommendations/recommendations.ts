/** All that should be done, the most useful first. */
import type { Recommendation } from "../assessment";
import type { Project } from "../project";
import type { Assessed, Rule } from "./asking";
import { auditLog, retention } from "./compliance";
import { probeEndpoints, runbooks } from "./from-outside";
import { pinImages } from "./images";
import { inOrder } from "./order";
import { collectLogs, deployPlatform, mend, replace, routeAlerts, traceRequests } from "./platform";
import { backups, watch } from "./servers";
import { healthEndpoint, instrument, objective, owner, replicas } from "./services";

const RULES: readonly Rule[] = [
  deployPlatform,
  routeAlerts,
  collectLogs,
  traceRequests,
  mend,
  replace,
  probeEndpoints,
  runbooks,
  instrument,
  objective,
  healthEndpoint,
  owner,
  replicas,
  watch,
  backups,
  retention,
  auditLog,
  pinImages,
];

/**
 * @param project for what no assessment says: images, backups, objectives of others
 * @returns the highest risk for the least effort first, ties by id
 */
export const recommendationsOf = (assessed: Assessed, project?: Project): readonly Recommendation[] =>
  inOrder(RULES.flatMap((rule) => rule({ ...assessed, project })));
