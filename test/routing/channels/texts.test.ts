/** The texts that Alertmanager runs through its template engine, with the place where somebody can mend them. */
import { existingSecret, parse, type ChannelKind } from "../../../lib/model";
import {
  channel,
  channelOf,
  email,
  pushover,
  telegram,
  templateTextsOf,
  type ChannelInput,
} from "../../../lib/routing/channels";
import { everySetting, minimal } from "./every-setting";

const textsOf = (input: ChannelInput) => templateTextsOf(channelOf(parse(channel, input, "channel"), "channel"));
const kinds = Object.keys(minimal) as readonly ChannelKind[];

test.each(kinds)("%s: every template in its settings is found", (kind) => {
  for (const input of [minimal[kind], ...everySetting[kind]]) {
    const { settings } = channelOf(parse(channel, input, "channel"), "channel");
    const templates = new Set<string>();
    JSON.stringify(settings, (key: string, value: unknown) => {
      if (key.includes("{{")) templates.add(key);
      if (typeof value === "string" && value.includes("{{")) templates.add(value);
      return value;
    });
    const found = new Set(textsOf(input).map(({ text }) => text));
    expect([...templates].filter((text) => !found.has(text))).toEqual([]);
  }
});

test.each(kinds)("%s: the places are those of the input", (kind) =>
  expect(everySetting[kind].slice(0, 1).flatMap((input) => textsOf(input).map(({ path }) => path))).toMatchSnapshot(),
);

test.each([
  ["channel.subject", email({ to: "a@b.example", subject: "{{ .A }}" })],
  ["channel.headers.X-Team", email({ to: "a@b.example", headers: { "X-Team": "{{ .A }}" } })],
  ["channel.message", telegram({ chatId: 1, message: "{{ .A }}", parseMode: "plain" })],
  [
    "channel.actions[1].confirm.okText",
    {
      ...minimal.slack,
      actions: [
        { text: "Open", url: "https://a.example" },
        { text: "Do", name: "do", confirm: { text: "Sure?", okText: "{{ .A }}" } },
      ],
    },
  ],
  ["channel.summary", { ...minimal.jira, summary: "{{ .A }}", updateSummary: false }],
  ["channel.fields.team[0].name", { ...minimal.jira, fields: { team: [{ name: "{{ .A }}" }] } }],
  ['channel.payload["{{ .A }}"]', { ...minimal.webhook, payload: { "{{ .A }}": 1 } }],
  ["channel.tags", { ...minimal.opsgenie, tags: ["{{ .A }}"] }],
] as readonly (readonly [string, ChannelInput])[])("a template stands at %s", (path, input) =>
  expect(textsOf(input).filter(({ text }) => text === "{{ .A }}")).toEqual([
    { path, text: "{{ .A }}", html: false, payload: path.includes("payload") },
  ]),
);

test.each([
  ["channel.html", email({ to: "a@b.example" })],
  ["channel.message", telegram({ chatId: 1, message: "a" })],
  ["channel.message", pushover({ userKey: existingSecret("a"), token: existingSecret("b"), html: true })],
])("%s is HTML, in which values are escaped", (path, input) =>
  expect(
    textsOf(input)
      .filter(({ html }) => html)
      .map((each) => each.path),
  ).toEqual([path]),
);

test("what Alertmanager sends as it stands is no template", () => {
  const paths = textsOf(everySetting.discord[0] ?? minimal.discord).map(({ path }) => path);
  expect(paths).toEqual(["channel.title", "channel.message", "channel.content"]);
});
