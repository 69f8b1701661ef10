/** What a team has registered brings its own alerts about itself, so that those about everything leave it out. */
export { eachLeavingOut, leavingOutRegistered } from "./leaving-out";
export { eachNarrowed, narrowed } from "./narrowed";
export { REGISTERED, registered, type Registered, type RegisteredKind } from "./registered";
