/** What can get where in a tree of routes: for all alerts that there could be, and for the label sets that one can carry. */
export { unreachableRoutes, type Unreachable } from "./reachable";
export { conditionsOf, routesIn, signatureOf, witnesses, type Conditions, type Witnesses } from "./witnesses";
export { quietMoment, shiftsOf, tellingMoment, type Shifts } from "./moments";
export { commonLabels } from "./common-labels";
export { kindsOfValues } from "./kinds-of-values";
