/** What the loggers are given to write: the lines that services write most, each of them through an interface that all loggers share. */

/** A logger as a service sees it. */
export interface Subject {
  readonly info: (message: string, fields?: object) => void;
  readonly error: (message: string, error: Error) => void;
  /** A logger whose lines carry these fields too. */
  readonly child: (fields: object) => Subject;
}

export interface Scenario {
  readonly name: string;
  /** Writes one line; `index` tells lines apart. */
  readonly line: (subject: Subject, child: Subject, index: number) => void;
}

const failure = new TypeError("the bank did not answer within 2000 ms");

export const CHILD_FIELDS = { component: "checkout", tenant: "acme", request_id: "0af7651916cd43dd8448eb211c80319c" };

export const SCENARIOS: readonly Scenario[] = [
  { name: "a message", line: (subject) => subject.info("the order was taken") },
  {
    name: "a message with five fields",
    line: (subject, _child, index) =>
      subject.info("the order was taken", {
        order: index,
        currency: "EUR",
        cents: 1990,
        express: true,
        shop: "north",
      }),
  },
  {
    name: "fields within fields",
    line: (subject, _child, index) =>
      subject.info("the order was taken", {
        order: { id: index, items: [{ sku: "b-17", count: 2 }], customer: { id: "c-4", country: "DE" } },
        cents: 1990,
      }),
  },
  {
    name: "the end of a request, by a child",
    line: (_subject, child, index) =>
      child.info("request completed", {
        method: "GET",
        path: "/orders/17",
        route: "/orders/:id",
        status_code: 200,
        duration_seconds: index / 1000,
        remote_address: "10.0.3.7",
        user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
      }),
  },
  { name: "an error with its stack", line: (subject) => subject.error("the payment failed", failure) },
];
