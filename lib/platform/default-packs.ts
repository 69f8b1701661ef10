/** What every installation watches without being asked: its own components, the nodes and workloads of its cluster, HTTP services. */
import type { MonitoringPack } from "../model";
import { httpServerPack } from "../packs";

export const defaultPacks = (): readonly MonitoringPack[] => [httpServerPack()];
