/** The services that this installation watches. */
import type { SloPackProps } from "../../lib";
import { checkoutObjectives } from "./checkout";

/** What a service promises, by the name of its pack. */
export type Objectives = Readonly<Record<string, Omit<SloPackProps, "scrapeInterval">>>;

export const objectives: Objectives = { "checkout-objectives": checkoutObjectives };
