import { infrastructureOf } from "../../../lib/assessment/infrastructure";
import { composeOf, withVariables } from "../../../lib/assessment/infrastructure/compose-values";
import { projectOf, type Files } from "../project-of";

const names = async (files: Files, kind: "balancers" | "caches" | "clouds" | "databases" | "orchestration") =>
  infrastructureOf(await projectOf(files))[kind].map(({ name }) => name);

test("images of variables are those that the file beside Compose says, or the default", async () => {
  const files = {
    ".env": "STORE=postgres:18\n",
    "compose.yaml": "services:\n  store: { image: '${STORE}' }\n  cache: { image: '${CACHE:-valkey/valkey:9}' }\n",
  };
  expect(await names(files, "databases")).toEqual(["postgres"]);
  expect(await names(files, "caches")).toEqual(["valkey"]);
});

test("secrets are put in nowhere, and variables that speak of each other end", async () => {
  const [document] = composeOf(
    await projectOf({
      ".env": "DB_PASSWORD=change-me\nVALKEY_ADDR=cache:6379\n",
      "compose.yaml":
        "services:\n  shop: { image: shop, environment: [VALKEY_ADDR, 'DSN=app:${DB_PASSWORD}@db', DB_PASSWORD] }\n",
    }),
  );
  expect(document?.value).toEqual({
    services: {
      shop: { image: "shop", environment: ["VALKEY_ADDR=cache:6379", "DSN=app:${DB_PASSWORD}@db", "DB_PASSWORD"] },
    },
  });
  const bomb = new Map([...Array(30).keys()].map((index) => [`V${index}`, `\${V${index + 1}}`.repeat(20)]));
  expect(withVariables("${V0}", bomb).length).toBeLessThanOrEqual(4000);
  expect(withVariables("${A:?is needed}-${B:-b?}", new Map())).toBe("${A:?is needed}-b?");
});

test("a client's library proves no second server where one that speaks its protocol runs", async () => {
  const client = { "package.json": `{"name": "cart", "dependencies": {"ioredis": "5"}}` };
  expect(
    await names({ ...client, "compose.yaml": "services:\n  cache: { image: 'valkey/valkey:9' }\n" }, "caches"),
  ).toEqual(["valkey"]);
  expect(await names(client, "caches")).toEqual(["redis"]);
});

test("app.json with extras is Heroku's, and names what they are", async () => {
  const files = { "app.json": `{"name": "petition", "addons": ["heroku-postgresql:standard-0"]}` };
  expect(await names(files, "clouds")).toEqual(["heroku"]);
  expect(await names(files, "databases")).toEqual(["postgres"]);
  expect(await names({ "app.json": `{"name": "petition"}` }, "clouds")).toEqual([]);
});

test("a pattern of CDK makes a service and the balancer before it", async () => {
  const files = {
    "lib/stack.ts": `import { ApplicationLoadBalancedFargateService } from "aws-cdk-lib/aws-ecs-patterns";\nnew ApplicationLoadBalancedFargateService(this, "Api", {});\n`,
  };
  expect(await names(files, "balancers")).toEqual(["alb"]);
  expect(await names(files, "orchestration")).toEqual(["ecs"]);
});
