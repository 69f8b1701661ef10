/** The whole configuration of Alertmanager 0.34 as people write it who want a tree of their own. */
import * as z from "zod";
import { didYouMean, duration, isDuration, join, nonEmpty, type Route, type RoutingConfiguration } from "../model";
import type { Matchers } from "../query";
import { channel, channelOf, missingInGlobal } from "./channels";
import { globalSettings, globalValues } from "./global";
import { matchers, matchersOf } from "./matchers";
import { routingTests } from "./routing-tests";
import { sharedPacks } from "./shared-packs";
import { teamName } from "./team-name";
import { SHIPPED_TEMPLATES, shippedTemplates } from "./templates/shipped";
import { timeIntervals } from "./time-intervals";

/** `group_wait` alone may be nothing at all: tell at once. */
const wait = z.union([
  duration,
  z.custom<z.output<typeof duration>>((value) => isDuration(value) && value.milliseconds === 0),
]);

export interface RouteInput {
  /** Conditions that must all hold; none for a route that takes everything that gets to it. @default none */
  readonly matchers?: Matchers;
  /** Name of a receiver. @default that of the route above */
  readonly receiver?: string;
  /** Ask the siblings after it as well. @default false */
  readonly continue?: boolean;
  /** Labels by which alerts are told together; `"all"` tells each alert alone. @default those of the route above */
  readonly groupBy?: readonly string[] | "all";
  /** How long a new group waits for more alerts. @default that of the route above, at the root 30 s (Alertmanager's own) */
  readonly groupWait?: z.input<typeof wait>;
  /** How long to wait before news of a group are told. @default that of the route above, at the root 5 min (Alertmanager's own) */
  readonly groupInterval?: z.input<typeof duration>;
  /** How long until what has not changed is told again. @default that of the route above, at the root 4 h (Alertmanager's own) */
  readonly repeatInterval?: z.input<typeof duration>;
  /** Names of time intervals in which nobody is told. @default none */
  readonly muteTimeIntervals?: readonly string[];
  /** Names of time intervals outside of which nobody is told. @default none */
  readonly activeTimeIntervals?: readonly string[];
  /** Routes below, the first that matches wins. @default none */
  readonly routes?: readonly RouteInput[];
}

const route: z.ZodType<RouteInput, RouteInput> = z.lazy(() =>
  z.strictObject({
    matchers: matchers.optional(),
    receiver: nonEmpty.optional(),
    continue: z.boolean().optional(),
    groupBy: z.union([z.array(nonEmpty).readonly(), z.literal("all")]).optional(),
    groupWait: wait.optional(),
    groupInterval: duration.optional(),
    repeatInterval: duration.optional(),
    muteTimeIntervals: z.array(nonEmpty).readonly().optional(),
    activeTimeIntervals: z.array(nonEmpty).readonly().optional(),
    routes: z.array(route).readonly().optional(),
  }),
);

const receiver = z.union([
  z.array(channel).readonly(),
  z.strictObject({
    /** Whose it is, so that an alert that two teams are told of can be found. @default nobody's in particular */
    team: teamName.optional(),
    /** How it tells; none tells nobody. */
    channels: z.array(channel).readonly(),
  }),
]);

type ReceiverInput = z.output<typeof receiver>;

/** The channels of a receiver, each with the keys that lead to it. */
const channelsIn = (input: ReceiverInput) =>
  "channels" in input
    ? input.channels.map((each, index) => ({ each, keys: ["channels", index] }))
    : input.map((each, index) => ({ each, keys: [index] }));

const channelsAt = (input: ReceiverInput, path: string) =>
  channelsIn(input).map(({ each, keys }) => ({ each, path: join(path, keys) }));

const inhibitRule = z.strictObject({
  /** The alert that tells all there is to say. */
  source: matchers,
  /** The alert that need not be told while the other fires. */
  target: matchers,
  /** Labels in which both agree. One that both lack counts as agreed. */
  equal: z.array(nonEmpty).readonly().default([]),
});

const shape = z.strictObject({
  /** Values of the label `team`, with the packs that each owns. */
  teams: z.record(teamName, z.strictObject({ packs: z.array(nonEmpty).readonly().default([]) })).readonly(),
  /** Who owns what nobody else does. @default the first team */
  defaultTeam: z.string().optional(),
  /** The root of the tree, which takes what no other route does. */
  route,
  /** Receivers by name. */
  receivers: z.record(nonEmpty, receiver).readonly(),
  /** Alerts that keep others from being told. @default none */
  inhibitRules: z.array(inhibitRule).readonly().default([]),
  /** Time intervals by name. @default none */
  timeIntervals: timeIntervals.default({}),
  /** Files of named Go templates by file name, beside the shipped `observability.tmpl`. @default none */
  templates: z.record(nonEmpty, nonEmpty).readonly().default({}),
  /** What receivers have in common. @default nothing */
  global: globalSettings.prefault({}),
  /** What must come out, judged at each synthesis: `given(…).expect(…)`. @default none */
  tests: routingTests,
});

const judge = (tree: z.output<typeof shape>, context: z.RefinementCtx): void => {
  const { teams, defaultTeam } = tree;
  const names = Object.keys(teams);
  const issue = (path: readonly PropertyKey[], message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input: undefined, message, params: { mend } });
  if (names.length === 0)
    issue(["teams"], "has no team, so that no alert has an owner", "write at least one: { platform: {} }");
  if (defaultTeam !== undefined && !names.includes(defaultTeam))
    issue(
      ["defaultTeam"],
      `names the team "${defaultTeam}", which does not exist${didYouMean(defaultTeam, names)}`,
      `write one of ${names.join(", ")}`,
    );
  for (const { path, problem, mend } of sharedPacks(teams)) issue(path, problem, mend);
  const channels = Object.entries(tree.receivers).flatMap(([name, input]) =>
    channelsIn(input).map(({ each, keys }) => ({ input: each, path: ["receivers", name, ...keys] })),
  );
  for (const { path, property, problem, mend } of missingInGlobal(tree.global, channels))
    issue([...path, property], problem, mend);
};

export const routingTree = shape.superRefine(judge);
/** The same as one of the forms of routing. */
export const treeRouting = shape.extend({ kind: z.literal("tree") }).superRefine(judge);

export type RoutingTree = z.output<typeof routingTree>;
export type RoutingTreeInput = z.input<typeof routingTree>;

const routeOf = (input: RouteInput, path: string): Route => ({
  path,
  matchers: matchersOf(input.matchers ?? {}),
  receiver: input.receiver,
  continue: input.continue ?? false,
  groupBy: input.groupBy === "all" ? ["..."] : input.groupBy,
  groupWait: input.groupWait,
  groupInterval: input.groupInterval,
  repeatInterval: input.repeatInterval,
  muteTimeIntervals: input.muteTimeIntervals ?? [],
  activeTimeIntervals: input.activeTimeIntervals ?? [],
  routes: (input.routes ?? []).map((each, index) => routeOf(each, `${path}.routes[${index}]`)),
});

/** The configuration that this tree is. */
export const configurationOfTree = (tree: RoutingTree, path: string): RoutingConfiguration => ({
  global: globalValues(tree.global),
  route: routeOf(tree.route, `${path}.route`),
  receivers: Object.entries(tree.receivers).map(([name, input]) => ({
    name,
    path: join(path, ["receivers", name]),
    team: "channels" in input ? input.team : undefined,
    channels: channelsAt(input, join(path, ["receivers", name])).map(({ each, path: at }) => channelOf(each, at)),
  })),
  inhibitRules: tree.inhibitRules.map(({ source, target, equal }, index) => ({
    path: `${path}.inhibitRules[${index}]`,
    source: matchersOf(source),
    target: matchersOf(target),
    equal,
  })),
  timeIntervals: Object.entries(tree.timeIntervals).map(([name, periods]) => ({
    name,
    path: join(path, ["timeIntervals", name]),
    periods,
  })),
  templates: [
    { name: SHIPPED_TEMPLATES, path: `${path}.templates`, text: shippedTemplates },
    ...Object.entries(tree.templates).map(([name, text]) => ({ name, path: join(path, ["templates", name]), text })),
  ],
});
