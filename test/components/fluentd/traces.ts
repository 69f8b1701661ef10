/** Stack traces as the runtimes print them: each entry is one trace, followed by a line that is none. */
import type { Language } from "../../../lib/components/fluentd/props";

export interface TraceSample {
  readonly title: string;
  readonly language: Language;
  readonly lines: readonly string[];
}

const sample = (title: string, language: Language, text: string): TraceSample => ({
  title,
  language,
  lines: text.replace(/^\n|\n$/g, "").split("\n"),
});

export const samples: readonly TraceSample[] = [
  sample(
    "Java with causes",
    "java",
    `
java.lang.IllegalStateException: no stock
	at com.acme.shop.Cart.add(Cart.java:42)
	at com.acme.shop.Cart$Item.<init>(Cart.java:7)
	at java.base/java.lang.Thread.run(Thread.java:1583)
	Suppressed: java.io.IOException: closed
		at com.acme.shop.Store.close(Store.java:9)
Caused by: java.sql.SQLException: timeout
	at org.postgresql.Driver.connect(Driver.java:1)
	... 12 more`,
  ),
  sample(
    "Java in a thread, without a message",
    "java",
    `
Exception in thread "main" java.lang.NullPointerException
	at Main.main(Main.java:3)`,
  ),
  sample(
    "Java from logback",
    "java",
    `
org.springframework.beans.factory.BeanCreationException: Error creating bean
	at org.springframework.Context.refresh(Context.java:1)
	... 20 common frames omitted`,
  ),
  sample(
    "Python",
    "python",
    `
Traceback (most recent call last):
  File "/app/shop.py", line 12, in add
    cart.add(item)
    ~~~~~~~~^^^^^^
ValueError: no stock`,
  ),
  sample(
    "Python, one while another was handled",
    "python",
    `
Traceback (most recent call last):
  File "/app/shop.py", line 12, in add
    cart.add(item)
KeyError: 'sku'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/shop.py", line 20, in main
    add()
shop.errors.StockError: no stock`,
  ),
  sample(
    "Go",
    "go",
    `
panic: runtime error: index out of range [5] with length 3
	panic: again
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48]

goroutine 1 [running]:
main.(*Cart).Add(0xc000012345, {0x1, 0x2})
	/app/cart.go:42 +0x1d
created by main.main in goroutine 1
	/app/main.go:8 +0x25
exit status 2`,
  ),
  sample(
    "Node",
    "node",
    `
TypeError: Cannot read properties of undefined (reading 'sku')
    at Cart.add (/app/cart.js:42:7)
    at async main (file:///app/main.mjs:8:3)
    at node:internal/main/run_main_module:36:49`,
  ),
  sample(
    "Node, uncaught",
    "node",
    `
/app/cart.js:42
    throw new Error("no stock");
    ^

Error: no stock
    at Object.<anonymous> (/app/cart.js:42:9) {
  code: 'STOCK',
  [cause]: Error: timeout
      at connect (/app/db.js:3:1)
}

Node.js v20.18.0`,
  ),
];

/** Lines that begin no trace and belong to none. */
export const plainLines: readonly string[] = [
  "INFO [2026-01-02 03:04:05] started",
  '{"level":"info","message":"hi"}',
  "Error rates are fine",
  "started at 03:04:05",
  "GET /orders 200",
  "panicking is not needed",
  "WARN: 3 retries",
];

/** What the plug-in makes of lines (fluent-plugin-concat, mode regexp): those that belong together as one. */
export const together = (
  lines: readonly string[],
  first: (line: string) => boolean,
  further: (line: string) => boolean,
) => {
  const found: string[][] = [];
  let open = false;
  for (const line of lines) {
    if (first(line)) {
      found.push([line]);
      open = true;
    } else if (open && further(line)) found.at(-1)?.push(line);
    else {
      found.push([line]);
      open = false;
    }
  }
  return found.map((each) => each.join("\n"));
};
