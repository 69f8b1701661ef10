/** What a team has registered brings its own alerts about itself, so that those about everything leave it out. */
export { eachLeavingOut, leavingOutRegistered } from "./leaving-out";
export { registeredInhibition } from "./inhibition";
export { eachNarrowed, narrowed } from "./narrowed";
export {
  NOT_SCRAPED,
  REGISTERED,
  registered,
  registrations,
  SCRAPED,
  type Registered,
  type RegisteredKind,
} from "./registered";
