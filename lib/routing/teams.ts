/** Teams and how each is reached: the routing that most installations want, from which the whole tree follows. */
import * as z from "zod";
import { didYouMean, duration, hours, minutes, nonEmpty, prometheusDuration, seconds, secretRef, text } from "../model";
import { channel, channelOf, missingInGlobal } from "./channels";
import { globalSettings } from "./global";
import { matchers } from "./matchers";
import { routingTests } from "./routing-tests";
import { sharedPacks, type Contradiction } from "./shared-packs";
import { teamName } from "./team-name";
import { timePeriod } from "./time-intervals";

const slackChannel = nonEmpty.refine((value) => /^[#@]\S+$/.test(value), {
  error: "is no Slack channel",
  params: { mend: "write #channel or @person" },
});

const mailAddress = text({
  holds: (value) => /^[^\s@,]+@[^\s@,]+$/.test(value),
  problem: "is no mail address",
  mend: "write one address, e.g. oncall@acme.example",
});

const reached = {
  /** Slack channel; its webhook is `slackWebhook` of the routing. @default none */
  slack: slackChannel.optional(),
  /** Secret with the entry `routingKey` of a PagerDuty Events API v2 integration; critical alerts page. @default none */
  pager: secretRef("routingKey").optional(),
  /** Mail address; the server is `global.smtp` of the routing. @default none */
  email: mailAddress.optional(),
  /** Further channels: `opsgenie({ … })`, `microsoftTeams({ … })`. Those that page are told of what is critical only. @default none */
  channels: z.array(channel).readonly().default([]),
};

const isReached = ({ slack, pager, email, channels }: { readonly [Key in keyof typeof reached]?: unknown }): boolean =>
  slack !== undefined || pager !== undefined || email !== undefined || (Array.isArray(channels) && channels.length > 0);

/**
 * A team and how it is reached: through one channel at least. What is critical (`severity="critical"`) pages it, or the default team, where
 * it has no pager, and is posted; everything else is posted.
 */
export const team = z
  .strictObject({
    ...reached,
    /**
     * When warnings are told: `officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" })`. One that fires outside waits until they
     * begin, unless `afterHours` says who is told instead, and its end is told within them only; what is critical pages at any time.
     * @default always
     */
    hours: z.array(timePeriod).min(1).readonly().optional(),
    /**
     * Who is told outside of `hours` in place of the team: of pages, if it has a pager, of posts, if it has a channel or a mail address; the
     * rest stays the team's own for what is critical, and waits for warnings. The end of an alert is told only to whoever is told when it
     * ends: a page of the day that ends at night stays open until somebody closes it. What stands is told again at least once between two
     * shifts, because Alertmanager would take an alert that came back for one that had never ended. @default nobody else
     */
    afterHours: z
      .strictObject(reached)
      .refine(isReached, {
        error: "names nobody",
        params: { mend: 'write slack: "#channel" or pager: existingSecret("…"), or leave it out' },
      })
      .optional(),
    /**
     * What becomes of alerts of severity info. A digest comes an hour after the first of them and once a day with what is new; what stands
     * is in it every three days. By mail, where the team has an address, else by its other channels. @default "digest"
     */
    info: z.enum(["digest", "nowhere"]).default("digest"),
    /** Packs whose alerts it owns, where they name no team: `["postgres", "redis"]`. @default none */
    packs: z.array(nonEmpty).readonly().default([]),
    /** Alerts without the label `team` that it owns: `[{ service: matches("mysql.*") }]`. @default none */
    alerts: z.array(matchers).readonly().default([]),
    /** Labels by which its alerts are told together. @default those of the routing */
    groupBy: z.array(nonEmpty).readonly().optional(),
    /** @default that of the routing */
    groupWait: duration.optional(),
    /** @default that of the routing */
    groupInterval: duration.optional(),
    /** @default that of the routing */
    repeatInterval: duration.optional(),
  })
  .refine(isReached, {
    error: "has no channel, so that its alerts reach nobody",
    params: { mend: 'write slack: "#channel", pager: existingSecret("…") or email: "oncall@…"' },
  });
export type Team = z.output<typeof team>;

/** Labels by which alerts are told together, unless somebody says otherwise. */
const GROUP_BY = ["alertname", "cluster", "service"];

const shape = z.strictObject({
  kind: z.literal("teams").optional(),
  /** Teams by the value of the label `team`. */
  teams: z
    .record(teamName, team)
    .readonly()
    .refine((teams) => Object.keys(teams).length > 0, {
      error: "has no team, so that no alert reaches anybody",
      params: { mend: 'write at least one, e.g. { platform: { slack: "#alerts" } }' },
    }),
  /** Who gets what nobody owns, and what its owner has no channel for. Needs more than a pager. @default the first team */
  defaultTeam: z.string().optional(),
  /**
   * Secret with the entry `token` of a Slack app that may `chat:write`. This or `slackWebhook` is needed as soon as a team has a Slack
   * channel. @default none
   */
  slackApp: secretRef("token").optional(),
  /**
   * Secret with the entry `url` of a Slack incoming webhook. Webhooks of today's apps post to the one channel that they were made for,
   * whatever a team says; for several channels use `slackApp`. @default none
   */
  slackWebhook: secretRef("url").optional(),
  /**
   * Secret with the entry `url` that is called once a minute as long as all is well; who stops hearing from it knows that the path is dead. The alert that
   * fires always comes with `watchdogPack()`, which every platform has. @default none
   */
  heartbeat: secretRef("url").optional(),
  /** What channels have in common; `smtp` is needed as soon as a team has a mail address. @default nothing */
  global: globalSettings.prefault({}),
  /** Labels by which alerts are told together. @default ["alertname", "cluster", "service"] */
  groupBy: z.array(nonEmpty).readonly().default(GROUP_BY),
  /** How long to wait for more alerts of the same group. @default seconds(10) */
  groupWait: duration.default(seconds(10)),
  /** How long to wait before new alerts of a group are told. @default minutes(5) */
  groupInterval: duration.default(minutes(5)),
  /** How long until a standing alert is told again. @default hours(12) */
  repeatInterval: duration.default(hours(12)),
  /** What must come out, judged at each synthesis: `given(…).at(…).expect(…)`. @default none */
  tests: routingTests,
});
export type TeamRouting = z.output<typeof shape>;

/** Who gets what nobody else does; undefined where the name is of no team. */
export const defaultTeamOf = ({
  teams,
  defaultTeam,
}: {
  readonly teams: Readonly<Record<string, unknown>>;
  readonly defaultTeam?: string;
}): string | undefined => Object.keys(teams).find((name) => defaultTeam === undefined || name === defaultTeam);

/** A team that is told of warnings, and not only paged. */
const posts = ({ slack, email, channels }: Team): boolean =>
  slack !== undefined || email !== undefined || channels.some((each) => !channelOf(each, "").pages);

function* contradictions(settings: TeamRouting): Iterable<Contradiction> {
  const { teams, defaultTeam, slackApp, slackWebhook, global, groupInterval, repeatInterval } = settings;
  const names = Object.keys(teams);
  const fallback = defaultTeamOf(settings);
  const own = fallback === undefined ? undefined : teams[fallback];
  if (fallback !== undefined && own !== undefined && isReached(own) && !posts(own)) {
    const posting = names.find((name) => teams[name] !== undefined && posts(teams[name]));
    yield {
      path: ["teams", fallback, "slack"],
      problem:
        "is missing for the default team, so that alerts that neither page nor have another channel reach nobody",
      mend: `write slack: "#channel", email: "…" or a channel that does not page, e.g. opsgenie({ …, pages: false })${posting === undefined ? "" : `; or defaultTeam: "${posting}"`}`,
    };
  }
  if (defaultTeam !== undefined && !names.includes(defaultTeam))
    yield {
      path: ["defaultTeam"],
      problem: `names the team "${defaultTeam}", which does not exist${didYouMean(defaultTeam, names)}`,
      mend: `write one of ${names.join(", ")}`,
    };
  const through = (way: "slack" | "email") =>
    names.filter((name) => teams[name]?.[way] !== undefined || teams[name]?.afterHours?.[way] !== undefined);
  if (through("slack").length > 0 && slackApp === undefined && slackWebhook === undefined)
    yield {
      path: ["slackWebhook"],
      problem: `is missing, though ${through("slack").join(", ")} is told through Slack`,
      mend: 'write existingSecret("slack-webhook"), a Secret with the entry url; or slackApp for several channels',
    };
  if (slackApp !== undefined && slackWebhook !== undefined)
    yield {
      path: ["slackWebhook"],
      problem: "stands beside slackApp, which posts everything",
      mend: "leave one of them out",
    };
  if (through("email").length > 0 && (global.smtp?.smarthost === undefined || global.smtp.from === undefined))
    yield {
      path: ["global", "smtp"],
      problem: `is missing, though ${through("email").join(", ")} is told by mail`,
      mend: 'write { smarthost: "smtp.acme.example:587", from: "alerts@acme.example" }',
    };
  if (repeatInterval.milliseconds < groupInterval.milliseconds)
    yield {
      path: ["repeatInterval"],
      problem: "is shorter than groupInterval, in whose steps Alertmanager looks",
      mend: `write ${prometheusDuration(groupInterval)} or more`,
    };
  for (const [name, each] of Object.entries(teams)) {
    const { hours: within, afterHours } = each;
    if (within !== undefined && afterHours === undefined && !posts(each))
      yield {
        path: ["teams", name, "hours"],
        problem: "are of a team that is never told of warnings",
        mend: 'leave them out, or write slack: "#channel" beside them',
      };
    if (afterHours !== undefined && within === undefined)
      yield {
        path: ["teams", name, "afterHours"],
        problem: "has no hours that could end",
        mend: 'write hours: officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" }) beside it',
      };
  }
  yield* sharedPacks(teams);
  const channels = Object.entries(teams).flatMap(([name, each]) =>
    [
      { channels: each.channels, keys: ["teams", name, "channels"] },
      { channels: each.afterHours?.channels ?? [], keys: ["teams", name, "afterHours", "channels"] },
    ].flatMap(({ channels: inputs, keys }) => inputs.map((input, index) => ({ input, path: [...keys, index] }))),
  );
  for (const { path, property, ...rest } of missingInGlobal(global, channels))
    yield { path: [...path, property], ...rest };
}

/** Who is told what, contradictions refused. */
export const teamRouting = shape.superRefine((settings, context) => {
  for (const { path, problem, mend } of contradictions(settings))
    context.addIssue({ code: "custom", path: [...path], input: undefined, message: problem, params: { mend } });
});
