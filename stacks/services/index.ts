/** The services that this installation watches, each registered in a few lines. */
import type { ServiceMonitoring } from "../../lib";
import { checkout } from "./checkout";
import { orders } from "./orders";
import { shopFront } from "./shop-front";

/** What registers services with a platform. */
export type Services = readonly ((platform: ServiceMonitoring) => void)[];

export const services: Services = [checkout, orders, shopFront];
