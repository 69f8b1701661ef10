/** Alert routing: who is told of which alert, decided in process as Alertmanager decides it. */
export {
  configurationOf,
  ownedPacks,
  ownerOf,
  routeTree,
  routing,
  routingSecrets,
  routingTestsOf,
  teamsOf,
  type Routing,
  type RoutingInput,
} from "./routing";
export { NOBODY } from "./team-plan";
export { teamName } from "./team-name";
export { HEARTBEAT_ALERT, ROUTED_BY } from "./team-tree";
export { SECRETS_FOLDER } from "./secrets";
export { decide, routesOf } from "./evaluate/evaluate";
export type { ActiveAlert, Decision, Delivery, Inhibition, ResolvedRoute } from "./evaluate/decision";
export { resolvedRoutes } from "./evaluate/resolved-tree";
export { toldAgainAfter } from "./evaluate/timing";
export { offsetAt } from "./time/zone";
export { alwaysHolds, beforeStatedYears, neverHolds } from "./time/extent";
export { intervalHolds } from "./time/holds";
export { officeHours, timePeriod, type OfficeHours } from "./time-intervals";
export { allHold, matcherHolds, matcherRegexProblem, matchersOf, matcherText, type Labels } from "./matchers";
export { alikePacks } from "./alike-packs";
export { packInhibition, type Agreed } from "./pack-inhibition";
export {
  commonLabels,
  conditionsOf,
  kindsOfValues,
  quietMoment,
  routesIn,
  shiftsOf,
  signatureOf,
  tellingMoment,
  unreachableRoutes,
  witnesses,
  type Conditions,
  type Shifts,
  type Unreachable,
  type Witnesses,
} from "./reach";
export { renderConfiguration } from "./render";
export { shippedTemplates } from "./templates/shipped";
export { templateFileProblems, templateProblems, type TemplateProblem } from "./templates/check";
export { deployedAlerts, sentLabels, type DeployedAlerts } from "./deployed-alerts";
export {
  againAfter,
  CHANNEL_NAMES,
  channelsText,
  inherited,
  intervalWords,
  isHeartbeat,
  matchersText,
  ownWords,
  pages,
  periodText,
  type Inherited,
} from "./describe";
export {
  explain,
  localTime,
  type DeliveryStep,
  type Explanation,
  type InhibitionStep,
  type IntervalStep,
  type RouteStep,
  type SeenMatcher,
  type SourceStep,
} from "./explain";
export { MOMENT_MEND, momentOf } from "./moment";
export { failuresOf, firing, given } from "./tests";
export { configurationOfTree, routingTree, type RoutingTreeInput } from "./tree";
export {
  discord,
  email,
  jira,
  microsoftTeams,
  missingInGlobal,
  opsgenie,
  pagerduty,
  pushover,
  rocketchat,
  slack,
  sns,
  telegram,
  templateTextsOf,
  victorops,
  webex,
  webhook,
  type ChannelInput,
  type MissingInGlobal,
  type TemplateText,
} from "./channels";
export { zoneProblem } from "./time/problems";
