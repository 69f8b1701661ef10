/** The packs that `npm run prove` proves. */
import type { MonitoringPack } from "../model";
import { shippedPacks } from "../packs";

export const provenPacks = (): readonly MonitoringPack[] => shippedPacks();
