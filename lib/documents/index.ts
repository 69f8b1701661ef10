/** What people read about the product, written from the objects that it is made of. */
export { generatedDocuments } from "./generated";
export {
  isPaged,
  reachesHeartbeat,
  reachesPeople,
  whoIsTold,
  type Destination,
  type Told,
  type ToldAlert,
} from "./who-is-told";
