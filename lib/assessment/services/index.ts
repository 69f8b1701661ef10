/** The programs that the people of a project write and run. */
export { servicesOf } from "./services-of";
