/** Products, from the cache where it has them. */
import { findProduct } from "./database";
import { metrics } from "./observability";
import type { Product } from "./products";

/** In milliseconds: short, so that both hits and misses can be seen. */
const KEPT = 1_000;

const kept = new Map<string, { readonly product: Product; readonly until: number }>();
const lookUps = metrics.cache("products");

export const product = async (id: string): Promise<Product | undefined> => {
  const found = kept.get(id);
  if (found !== undefined && found.until > Date.now()) {
    lookUps.hit();
    return found.product;
  }
  lookUps.miss();
  const read = await findProduct(id);
  if (read !== undefined) kept.set(id, { product: read, until: Date.now() + KEPT });
  return read;
};
