/** What channels leave to `global`, and what becomes of it there: where we find something missing, Alertmanager does not start. */
import { check, existingSecret, parse } from "../../../lib/model";
import {
  channel,
  email,
  jira,
  missingInGlobal,
  opsgenie,
  rocketchat,
  slack,
  telegram,
  victorops,
  type ChannelInput,
} from "../../../lib/routing/channels";
import { globalSettings, globalValues } from "../../../lib/routing/global";
import { secretsIn } from "../../../lib/routing/secrets-in";
import { describeWith } from "../../proof/tool";
import { configuration, judged, type GlobalInput } from "./configuration";
import { everyGlobalSetting, everySetting } from "./every-setting";

const missing = (input: ChannelInput, global: GlobalInput = {}) =>
  missingInGlobal(parse(globalSettings, global, "global"), [
    { input: parse(channel, input, "channel"), path: "prod.receivers.dba[0]" },
  ]);

const secret = existingSecret("secret");
const version3 = "https://acme.atlassian.net/rest/api/3";
const userAndPassword = { kind: "basicAuth", secret } as const;
const bearerToken = { kind: "bearerToken", secret } as const;

/** Channel, global, what is missing, and whether Alertmanager sees it too. */
const cases: readonly (readonly [ChannelInput, GlobalInput, readonly string[], "refused" | "taken"])[] = [
  [email({ to: "a@b.example" }), {}, ["smarthost", "from"], "refused"],
  [email({ to: "a@b.example", from: "a@b.example" }), {}, ["smarthost"], "refused"],
  [email({ to: "a@b.example" }), { smtp: { smarthost: "a:25" } }, ["from"], "refused"],
  [email({ to: "a@b.example" }), { smtp: { smarthost: "a:25", from: "a@b.example" } }, [], "taken"],
  [jira({ project: "A", issueType: "Bug" }), {}, ["apiUrl"], "refused"],
  [jira({ project: "A", issueType: "Bug" }), { jira: { apiUrl: version3 } }, ["description"], "taken"],
  [jira({ project: "A", issueType: "Bug", description: "{}" }), { jira: { apiUrl: version3 } }, [], "taken"],
  [opsgenie({}), {}, ["apiKey"], "refused"],
  [opsgenie({}), { opsgenie: { apiKey: secret } }, [], "taken"],
  [rocketchat({ channel: "#a" }), {}, ["credentials"], "refused"],
  [rocketchat({ channel: "#a" }), { rocketchat: { credentials: secret } }, [], "taken"],
  [telegram({ chatId: 1 }), {}, ["botToken"], "refused"],
  [telegram({ chatId: 1 }), { telegram: { botToken: secret } }, [], "taken"],
  [victorops({ routingKey: "a" }), {}, ["apiKey"], "refused"],
  [victorops({ routingKey: "a" }), { victorops: { apiKey: secret } }, [], "taken"],
  [slack({ channel: "#a" }), {}, ["webhook"], "refused"],
  [slack({ channel: "#a" }), { slack: { webhook: secret } }, [], "taken"],
  [slack({ channel: "#a" }), { slack: { appToken: secret } }, [], "taken"],
  // The token has no channel: Slack refuses each message.
  [slack({}), { slack: { appToken: secret } }, ["channel"], "taken"],
  // Alertmanager calls the app instead of the webhook and says nothing.
  [slack({ webhook: secret, channel: "#a" }), { slack: { appToken: secret } }, ["webhook"], "taken"],
  [
    slack({ webhook: secret, channel: "#a", http: { authentication: bearerToken } }),
    { slack: { appToken: secret } },
    [],
    "taken",
  ],
  [slack({ appToken: secret, channel: "#a" }), { http: { authentication: bearerToken } }, ["http"], "refused"],
  // Alertmanager sends the user instead of the token.
  [slack({ appToken: secret, channel: "#a" }), { http: { authentication: userAndPassword } }, ["http"], "taken"],
  [slack({ appToken: secret, channel: "#a", http: {} }), { http: { authentication: bearerToken } }, [], "taken"],
  [
    slack({ channel: "#a", http: { authentication: bearerToken } }),
    { slack: { appToken: secret } },
    ["http"],
    "refused",
  ],
];

test.each(cases)("%j with %j lacks %j", (input, global, properties) => {
  const found = missing(input, global);
  expect(found.map(({ property }) => property)).toEqual(properties);
  for (const { path, problem, mend } of found) {
    expect(path).toBe("prod.receivers.dba[0]");
    expect(problem).not.toBe("");
    expect(mend).not.toBe("");
  }
});

describeWith(["amtool"], "amtool", () => {
  test.each(cases)("of %j with %j that lacks %j: %s", (input, global, _, outcome) =>
    expect(judged(configuration([input], global))).toContain(outcome === "taken" ? "SUCCESS" : "FAILED"),
  );
});

test("tells how to say it here or once for all", () =>
  expect(missing(email({ to: "a@b.example", smarthost: "a:25" }))).toEqual([
    {
      path: "prod.receivers.dba[0]",
      property: "from",
      problem: "is missing, here and in global.smtp.from",
      mend: 'write "alerts@acme.example" here, or once for all as global.smtp.from',
    },
  ]));

test("channels that say everything themselves lack nothing", () =>
  expect(
    Object.values(everySetting)
      .flat()
      .flatMap((input) => missing(input)),
  ).toEqual([]));

describe("global", () => {
  test("has every key that Alertmanager reads, secrets as files", () =>
    expect(globalValues(parse(globalSettings, everyGlobalSetting, "global"))).toMatchSnapshot());

  test("is empty where nothing is said", () => expect(globalValues(parse(globalSettings, {}, "global"))).toEqual({}));

  test("knows its secrets with their places", () => {
    const settings = parse(globalSettings, everyGlobalSetting, "global");
    const files = [...JSON.stringify(globalValues(settings)).matchAll(/secrets\/([^/]+)\//g)].map(([, name]) => name);
    const secrets = secretsIn(settings, "prod.global");
    expect(secrets.map(({ path }) => path)).toContain("prod.global.smtp.login.password");
    expect([...new Set(secrets.map(({ secret }) => secret.name))].sort()).toEqual([...new Set(files)].sort());
  });

  test("takes an app instead of a webhook", () =>
    expect(globalValues(parse(globalSettings, { slack: { appToken: secret } }, "global"))).toEqual({
      slack_app_token_file: "/etc/alertmanager/secrets/secret/token",
    }));

  test("has no property for a secret that is written down", () =>
    expect(check(globalSettings, { slack: { apiUrl: "https://hooks.example" } }, "global")).toMatchObject([
      { path: "global.slack.apiUrl" },
    ]));
});
