/** What exporters have in common that stand for one server each: one pod, because two would count everything twice. */
import { compact } from "../../charts";
import type { Scheduling, Values } from "../../model";

/** Where one pod runs; there is nothing to spread and nobody to keep apart from. */
export const placement = ({ affinity, nodeSelector, priorityClass, tolerations }: Scheduling): Values =>
  compact({ affinity, nodeSelector, tolerations, priorityClassName: priorityClass });

/** `orders-postgres-exporter` for the construct `orders`, and `postgres-exporter` for one that is called like its product. */
export const releaseNameFor = (id: string, product: string): string =>
  id === product || id === `${product}-exporter` ? `${product}-exporter` : `${id}-${product}-exporter`;
