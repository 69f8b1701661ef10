/** Stands for PostgreSQL: it is asked in SQL, takes its time and can fail, and nothing has to be installed for it. */
import { tracer } from "./observability";
import { PRODUCTS, type Product } from "./products";

export interface Order {
  readonly id: string;
  readonly product: string;
  readonly user: string;
}

const orders = new Map<string, Order>();

/** What each statement does here; a real driver would send it to its server. */
const STATEMENTS = {
  "SELECT id, name, cents FROM products WHERE id = $1": (id: string): readonly Product[] =>
    PRODUCTS.filter((product) => product.id === id),
  "SELECT id, product, user_id FROM orders WHERE id = $1": (id: string): readonly Order[] =>
    [orders.get(id)].filter((order) => order !== undefined),
  "INSERT INTO orders (product, user_id) VALUES ($1, $2) RETURNING id": (
    product: string,
    user: string,
  ): readonly Order[] => {
    // The one that shows what a failure looks like in metrics, spans and logs.
    if (user === "mallory") throw new Error("deadlock detected");
    const order = { id: String(orders.size + 1), product, user };
    orders.set(order.id, order);
    return [order];
  },
};

type Statement = keyof typeof STATEMENTS;
type Row<Text extends Statement> = ReturnType<(typeof STATEMENTS)[Text]>[number];

/** Milliseconds. */
const LATENCY = 3;

/** The statement goes into the span, its values never do. */
const query = <Text extends Statement>(
  text: Text,
  ...values: Parameters<(typeof STATEMENTS)[Text]>
): Promise<readonly Row<Text>[]> =>
  tracer.traceQuery("postgresql", text, async () => {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    const run = STATEMENTS[text] as (...all: typeof values) => readonly Row<Text>[];
    return run(...values);
  });

export const findProduct = async (id: string): Promise<Product | undefined> =>
  (await query("SELECT id, name, cents FROM products WHERE id = $1", id))[0];

export const findOrder = async (id: string): Promise<Order | undefined> =>
  (await query("SELECT id, product, user_id FROM orders WHERE id = $1", id))[0];

export const insertOrder = async (product: string, user: string): Promise<Order> => {
  const [order] = await query("INSERT INTO orders (product, user_id) VALUES ($1, $2) RETURNING id", product, user);
  if (order === undefined) throw new Error("the database gave no order back");
  return order;
};
