/** Infrastructure of a project: clouds, orchestration, databases, queues, caches, balancers, object stores. */
export { composeOf } from "./compose-values";
export { infrastructureOf } from "./infrastructure-of";
