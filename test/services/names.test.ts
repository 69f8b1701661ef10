/** Each service has one name in an environment: dashboards, objectives and rules are found by it. */
import { App } from "cdktf";
import { temporaryFolder } from "../stacks/synthesized";
import { CHECKOUT, findingsOf, platform, reference } from "./hosts";

const CART = { ...CHECKOUT, name: "cart" };

test("two services of one name are refused, and both places are named", () => {
  const host = platform();
  host.monitorHttpService(CHECKOUT);
  const [finding, ...more] = findingsOf(() => host.monitorWorker({ ...CHECKOUT, namespace: "test" }));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ check: "names/duplicate", path: "dev.services.checkout" });
  expect(finding?.problem).toMatch(
    /^is the name of two services: of one in the namespace "shop" \(.*names\.test\.ts:\d+\), and of one in "test" \(.*names\.test\.ts:\d+\)$/,
  );
  expect(finding?.mend).toContain("checkout-test");
});

test("so they are where two stacks of one app register them with the same platform", () => {
  const app = new App({ outdir: temporaryFolder() });
  reference({ namespace: "shop" }, app).monitorHttpService(CHECKOUT);
  const other = reference({ namespace: "test" }, app);
  expect(
    findingsOf(() => other.monitorHttpService({ ...CHECKOUT, namespace: "test" })).map(({ check }) => check),
  ).toEqual(["names/duplicate"]);
});

test("environments have nothing to do with each other, nor have apps", () => {
  const app = new App({ outdir: temporaryFolder() });
  reference({ namespace: "shop" }, app).monitorHttpService(CHECKOUT);
  const staging = reference({ name: "staging", namespace: "test" }, app);
  expect(findingsOf(() => staging.monitorHttpService(CHECKOUT))).toEqual([]);
  expect(findingsOf(() => reference().monitorHttpService(CHECKOUT))).toEqual([]);
});

test("what has no namespace of its own stands where the platform does", () => {
  const host = platform();
  host.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
  const [finding] = findingsOf(() => host.monitorHttpService({ ...CHECKOUT, name: "shop-front" }));
  expect(finding?.problem).toContain('in the namespace "observability"');
  host.monitorHttpService(CART);
});
