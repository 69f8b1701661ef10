import { endingKeysOf, keyOf } from "../../../lib/assessment/services/names";
import { environmentOf, resolved } from "../../../lib/assessment/services/paths";
import { programFacts } from "../../../lib/assessment/services/programs";

test.each([
  ["orders-service", "OrdersService"],
  ["orders-svc", "orders-deployment"],
  ["emailservice", "email"],
  ["Stock.Api", "stock-api"],
])("%s and %s are one service", (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test("an API and a worker of one name are two", () => {
  expect(keyOf("orders-api")).not.toBe(keyOf("orders-worker"));
  expect(keyOf("service")).toBe("service");
  expect(endingKeysOf("acme-shop-orders")).toContain("orders");
});

test("a path that leads out of the project leads nowhere", () => {
  expect(resolved("deploy", "../services/orders")).toBe("services/orders");
  expect(resolved("deploy", "../../elsewhere")).toBeUndefined();
  expect(environmentOf("deploy/overlays/prod/a.yaml")).toBe("production");
});

test("a call to somebody's health is no route", () => {
  expect(programFacts(`answer.get("Messages", [])`).routes).toBe(false);
  expect(programFacts(`app.get("/healthz", live)`).health).toEqual([{ path: "/healthz", line: 1 }]);
  expect(programFacts(`axios.get("http://orders/healthz")`).health).toEqual([]);
});

test("long texts made to be slow are read at once", () => {
  const started = performance.now();
  for (const part of ["@Controller(", "app.get(", "app.run(" + " ".repeat(50), "import ", '"a'.repeat(3)])
    programFacts(part.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(10_000);
});
