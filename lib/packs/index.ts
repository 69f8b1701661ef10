/** The packs that come with the library, each a function of what its subject is called in an installation. */
import type { AlertOverride } from "../model";
import { httpServerPack } from "./http-server";

export { http, httpServerPack } from "./http-server";

/** Every pack with typical settings: what is proven, documented, and whose alerts can be set anew by name. */
export const shippedPacks = () => [httpServerPack()] as const;

type ShippedAlert = ReturnType<typeof shippedPacks>[number]["alerts"][number];

/** Shipped alerts set anew, by name, each with its own parameters. */
export type ShippedAlertOverrides = {
  readonly [Each in ShippedAlert as Each["name"]]?: AlertOverride<Each["parameters"]>;
};
