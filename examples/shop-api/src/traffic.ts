/** People who use the shop, for whoever wants to see figures at once: `npm run example -- --requests 200`. */

interface Call {
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
}

/** One after the other, again and again. Of twelve, one fails on our side, and one asks for what there is not. */
const CALLS: readonly Call[] = [
  { path: "/products/book" },
  { path: "/products/book" },
  { path: "/users", body: { name: "alice", source: "search", plan: "free" } },
  { path: "/orders", body: { user: "alice", product: "book" } },
  { path: "/orders/1" },
  { path: "/products/lamp" },
  { path: "/users", body: { name: "bob", source: "friend", plan: "pro" } },
  { path: "/orders", body: { user: "bob", product: "lamp" } },
  { path: "/orders", body: { user: "trent", product: "book" } },
  { path: "/orders/2" },
  { path: "/orders", body: { user: "mallory", product: "book" } },
  { path: "/nowhere" },
];

export const sendRequests = async (address: string, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    const { path, body } = CALLS[index % CALLS.length] ?? { path: "/" };
    const response = await fetch(`${address}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { "content-type": "application/json" },
    });
    // Unread, it would hold its connection.
    await response.arrayBuffer();
  }
};
