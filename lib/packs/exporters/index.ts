export type { Job } from "../jobs-down";
export { blackbox, blackboxPack } from "./blackbox";
export type { BlackboxTarget } from "./blackbox/target";
export { postgresPack } from "./postgres";
export { redisPack } from "./redis";
