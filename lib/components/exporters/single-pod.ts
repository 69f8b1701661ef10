/** What exporters have in common that stand for one server each: one pod, because two would count everything twice. */

/** `postgres-exporter-orders` for the construct `orders`: one for each server that is looked after. */
export const releaseNameFor = (id: string, product: string): string => `${product}-exporter-${id}`;
