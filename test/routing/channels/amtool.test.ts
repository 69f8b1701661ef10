/** Alertmanager reads every channel that can be written: amtool is its own reader. */
import { existingSecret, type ChannelKind } from "../../../lib/model";
import { describeWith } from "../../proof/tool";
import { configuration, judged } from "./configuration";
import { everyAuthentication, everyGlobalSetting, everySetting, minimal } from "./every-setting";
import { email, jira, opsgenie, rocketchat, slack, telegram, victorops, webhook } from "../../../lib/routing/channels";

const kinds = Object.keys(minimal) as readonly ChannelKind[];

describeWith(["amtool"], "amtool takes", () => {
  test.each(kinds)("%s with no more than it needs", (kind) =>
    expect(judged(configuration([minimal[kind]]))).toContain("SUCCESS"),
  );

  test.each(kinds)("%s with everything that it can be told", (kind) =>
    expect(judged(configuration(everySetting[kind]))).toContain("SUCCESS"),
  );

  test("all kinds with everything in one configuration", () => {
    const output = judged(configuration(Object.values(everySetting).flat(), everyGlobalSetting));
    expect(output).toContain("SUCCESS");
    expect(kinds).toHaveLength(14);
  });

  test("every way to identify itself", () =>
    expect(
      judged(
        configuration(
          everyAuthentication.map((authentication) =>
            webhook({ url: existingSecret("webhook"), http: { authentication } }),
          ),
        ),
      ),
    ).toContain("SUCCESS"));

  test("channels that leave the rest to global", () =>
    expect(
      judged(
        configuration(
          [
            email({ to: "dba@acme.example" }),
            jira({ project: "OPS", issueType: "Bug" }),
            opsgenie({}),
            rocketchat({ channel: "#alerts" }),
            slack({ channel: "#alerts" }),
            telegram({ chatId: 1 }),
            victorops({ routingKey: "dba" }),
          ],
          everyGlobalSetting,
        ),
      ),
    ).toContain("SUCCESS"));

  test("no channel that lacks its secret, so that the tests above can fail", () =>
    expect(judged({ ...configuration([]), receivers: [{ name: "all", webhook_configs: [{}] }] })).toContain("FAILED"));
});
