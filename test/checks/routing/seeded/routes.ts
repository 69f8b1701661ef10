/** Mistakes in the tree: where alerts go. */
import { matches, not } from "../../../../lib/query";
import { DATABASES, post, reference, ROUTES, withInhibition, withRoot, withRoutes } from "./reference";
import type { Seeded } from "./row";

const { watchdog, databases, pages, posts, info } = ROUTES;

/** Routes in an order of their own. */
const inOrder = (...routes: NonNullable<typeof reference.route.routes>) => withRoot({ routes });

export const treeRows: readonly Seeded[] = [
  {
    title: "the databases' route as many trees are published: behind the one that takes all that is urgent",
    tree: inOrder(
      watchdog,
      { matchers: { severity: matches("critical|warning") }, receiver: "platform" },
      { matchers: { severity: "critical" }, receiver: "platform-oncall" },
      { matchers: DATABASES, receiver: "dba", routes: databases.routes },
      info,
    ),
    check: "routing/shadowed",
    at: ".route.routes[3]",
    words: [
      'which service =~ "postgres|mysql|redis" is written for',
      'prod.alerting.route.routes[1] (severity =~ "critical|warning")',
      "put it before that route, or write continue: true there",
    ],
    also: ["routing/unreachable", "routing/critical-without-page", "routing/test-failed"],
  },
  {
    title: "the databases' route behind two that share what is urgent",
    tree: inOrder(
      watchdog,
      { ...pages, continue: false },
      posts,
      { matchers: DATABASES, receiver: "dba", routes: databases.routes },
      info,
    ),
    check: "routing/shadowed",
    at: ".route.routes[3]",
    words: ["routes[1]", "routes[2]", "put it before them"],
    also: ["routing/test-failed", "routing/unreachable"],
  },
  {
    title: "a route for critical alerts behind one for critical alerts and warnings",
    tree: inOrder(watchdog, databases, posts, pages, info),
    check: "routing/unreachable",
    at: ".route.routes[3]",
    words: ['severity = "critical" is taken before by prod.alerting.route.routes[2]', "continue: true"],
    also: ["routing/critical-without-page"],
  },
  {
    title: "a route that is written twice",
    tree: withRoutes({}, info),
    check: "routing/unreachable",
    at: ".route.routes[5]",
    words: ["is never asked", "prod.alerting.route.routes[4]"],
  },
  {
    title: "a route for everything before the others",
    tree: inOrder(watchdog, { receiver: "platform-oncall" }, posts, info),
    check: "routing/unreachable",
    at: ".route.routes[2]",
    words: ["routes[1] (everything)"],
    also: ["routing/unused-receiver", "routing/test-failed", "routing/unreachable"],
  },
  {
    title: "two siblings that together leave nothing",
    tree: inOrder(
      watchdog,
      { ...pages, continue: false },
      { matchers: { severity: not("critical") }, receiver: "platform" },
      info,
    ),
    check: "routing/unreachable",
    at: ".route.routes[3]",
    words: ["is never asked"],
    also: ["routing/unused-receiver", "routing/test-failed"],
  },
  {
    title: "a child that asks for another severity than its parent",
    tree: withRoutes({ databases: { matchers: { ...DATABASES, severity: "warning" } } }),
    check: "routing/unreachable",
    at: ".route.routes[1].routes[0].matchers",
    words: ['severity = "warning" and severity = "critical"', "of which all must hold"],
    also: ["routing/test-failed"],
  },
  {
    title: "a value that its own expression excludes",
    tree: withRoutes({ databases: { routes: [{ matchers: { service: "cart" }, receiver: "dba-oncall" }] } }),
    check: "routing/unreachable",
    at: ".route.routes[1].routes[0].matchers",
    words: ['service = "cart"'],
    also: ["routing/critical-without-page", "routing/test-failed"],
  },
  {
    title: "a label that is misspelt",
    tree: withRoutes({}, { matchers: { sevrity: "info" }, receiver: "platform" }),
    check: "routing/unknown-label",
    at: ".route.routes[5].matchers.sevrity",
    words: ['did you mean "severity"?'],
  },
  {
    title: "a label that no alert has",
    tree: withRoutes({}, { matchers: { customer: matches("gold|silver"), severity: "none" }, receiver: "platform" }),
    check: "routing/absent-label",
    at: ".route.routes[5].matchers.customer",
    words: ["asks for a label that no alert carries"],
  },
  {
    title: "a label that is misspelt where it excludes something",
    tree: withRoutes({ info: { matchers: { severity: "info", servise: not("test") } } }),
    check: "routing/unknown-label",
    at: ".route.routes[4].matchers.servise",
    words: ['did you mean "service"?'],
  },
  {
    title: "an alert that has another name",
    tree: inOrder(
      watchdog,
      { matchers: { alertname: "PostgressDown" }, receiver: "dba-oncall" },
      databases,
      pages,
      posts,
      info,
    ),
    check: "routing/unmatched",
    at: ".route.routes[1].matchers",
    words: ['did you mean "PostgresDown"?'],
  },
  {
    title: "a severity that does not exist",
    tree: inOrder(watchdog, { matchers: { severity: "crit" }, receiver: "platform" }, databases, pages, posts, info),
    check: "routing/unmatched",
    at: ".route.routes[1].matchers",
    words: ['did you mean "critical"?'],
  },
  {
    title: "no route for warnings",
    tree: {
      ...withRoutes({ posts: undefined }),
      receivers: { ...reference.receivers, platform: [post("#platform")] },
    },
    check: "routing/only-default",
    at: ".route",
    words: ['severity="warning"', "reaches only the root"],
  },
  {
    title: "a root that asks for a team",
    tree: withRoot({ matchers: { team: "platform" } }),
    check: "routing/root",
    at: ".route.matchers",
    words: ["where the root takes every alert"],
    also: ["routing/critical-without-page", "routing/test-failed"],
  },
  {
    title: "a root without a receiver",
    tree: withRoot({ receiver: undefined }),
    check: "routing/root",
    at: ".route.receiver",
    words: ["is missing"],
  },
  {
    title: "a root that goes on",
    tree: withRoot({ continue: true }),
    check: "routing/root",
    at: ".route.continue",
    words: ["no sibling follows"],
  },
  {
    title: "a bracket that is never closed",
    tree: withRoutes({
      databases: { matchers: { service: matches("postgres|(mysql|redis"), severity: matches("critical|warning") } },
    }),
    check: "routing/regex",
    at: ".route.routes[1].matchers.service",
    words: ["missing closing )"],
    also: ["routing/unmatched", "routing/test-failed"],
  },
  {
    title: "a look-ahead",
    tree: withRoutes({ info: { matchers: { severity: "info", service: matches("(?!test-).*") } } }),
    check: "routing/regex",
    at: ".route.routes[4].matchers.service",
    words: ["invalid or unsupported Perl syntax", "notMatches(…)"],
    also: ["routing/unmatched"],
  },
  {
    title: "an expression in an inhibition that cannot be read",
    tree: withInhibition({ source: { alertname: matches("*Down") }, target: { severity: "info" }, equal: ["service"] }),
    check: "routing/regex",
    at: ".inhibitRules[1].source.alertname",
    words: ["missing argument to repetition operator"],
    also: ["routing/inhibition-never"],
  },
];
