/** Tests of what is recorded of a service with metrics of its own: the same traffic as that of the tests for all, in its names. */
import { bucketLabel, minutes, type Metric, type RecordTest } from "../../model";
import { records, series, type Given, type SeriesBuilder } from "../../testing";
import type { HttpMetrics } from "./http-metrics";
import { http } from "./metrics";
import { trafficOf } from "./situations";

type Labels = Readonly<Record<string, string>>;

export interface ServiceTests {
  readonly traffic: () => readonly RecordTest[];
  readonly byPod: () => readonly RecordTest[];
  readonly inFlight: () => readonly RecordTest[];
  readonly buckets: () => readonly RecordTest[];
}

const TIME = minutes(10);
const AT = minutes(9.5);
/** Of the nine steps between the ten samples of five minutes, four had none. */
const STILL_SEEN = 5 / 9;
const OURS = { method: "GET", route: "/", status_code: "200" };

export const serviceTests = (
  metrics: HttpMetrics,
  here: { readonly namespace: string; readonly service: string },
): ServiceTests => {
  const { labels: names, duration } = metrics;
  const { requests, inFlight } = trafficOf(metrics);
  const at = (labels: Labels = {}): Labels => ({ ...here, pod: "pod-1", ...labels });
  const strangers = [at({ namespace: `not-${here.namespace}` }), at({ service: `not-${here.service}` })];

  /** A pod that exports our metrics, too; and one of its name that exports ours alone, in another service. */
  const both = (theirs: (labels: Labels) => SeriesBuilder, ours: string): readonly Given[] =>
    [at({ pod: "pod-3" }), ...strangers]
      .map((labels): Given => series(ours, { ...OURS, ...labels }).ratePerSecond(64, TIME))
      .concat(theirs(at({ pod: "pod-3" })));

  const answered = (perSecond: number) => (labels: Labels) => requests(labels).ratePerSecond(perSecond, TIME);
  const more: readonly (readonly [Labels, number])[] = [
    [{ status_code: "500" }, 1],
    ...(names.method === undefined ? [] : [[{ method: "POST" }, 8] as const]),
    ...(names.route === undefined ? [] : [[{ route: "/orders" }, 16] as const]),
  ];
  const traffic: readonly Given[] = [
    answered(4)(at()),
    answered(5)(at({ pod: "pod-2" })),
    ...more.map(([labels, perSecond]) => answered(perSecond)(at(labels))),
    ...strangers.map(answered(32)),
    ...both(answered(128), http.requestsTotal.name),
  ];
  const quiet = [requests(at()).ratePerSecond(9, minutes(8)).ratePerSecond(0, minutes(2))];
  const ofRoute = (route: string): Labels => (names.route === undefined ? {} : { route });
  const recorded = ({ route = "/", method = "GET", status_code = "200" }: Labels): Labels => ({
    ...ofRoute(route),
    ...(names.method === undefined ? {} : { method }),
    status_code,
  });

  return {
    traffic: () => [
      records("pods add up, all else stays apart; a pod that exports ours is left to the rule for all", {
        given: traffic,
        at: AT,
        expect: [
          { labels: recorded({}), value: 9 },
          ...more.map(([labels, value]) => ({ labels: recorded(labels), value })),
        ],
      }),
      records("what came within five minutes counts", {
        given: quiet,
        at: AT,
        expect: [{ labels: recorded({}), value: 9 * STILL_SEEN }],
      }),
    ],
    byPod: () => [
      records("all that a pod answers adds up; a pod that exports ours is left to the rule for all", {
        given: traffic,
        at: AT,
        expect: [
          { labels: { pod: "pod-1" }, value: more.reduce((sum, [, each]) => sum + each, 4) },
          { labels: { pod: "pod-2" }, value: 5 },
        ],
      }),
      records("what came within five minutes counts", {
        given: quiet,
        at: AT,
        expect: [{ labels: { pod: "pod-1" }, value: 9 * STILL_SEEN }],
      }),
    ],
    inFlight: () => {
      const busy = (count: number) => (labels: Labels) => inFlight(labels).constant(count, TIME);
      return [
        records("each pod by itself, its ports together; a pod that exports ours is left to the rule for all", {
          given: [
            busy(2)(at({ endpoint: "http" })),
            busy(1)(at({ endpoint: "admin" })),
            busy(4)(at({ pod: "pod-2" })),
            ...strangers.map(busy(8)),
            ...both(busy(16), http.requestsInFlight.name),
          ],
          at: AT,
          expect: [
            { labels: { pod: "pod-1" }, value: 3 },
            { labels: { pod: "pod-2" }, value: 4 },
          ],
        }),
        records("over five minutes", {
          given: [inFlight(at()).constant(10, minutes(7)).constant(0, minutes(3))],
          at: AT,
          expect: [{ labels: { pod: "pod-1" }, value: 4 }],
        }),
      ];
    },
    buckets: () => {
      if (duration === undefined) return [];
      const bucket = (le: string) => (labels: Labels) => bucketOf(duration, names.route, { route: "/", ...labels, le });
      const [first = 1] = Array.isArray(duration.buckets) ? (duration.buckets as readonly number[]) : [];
      const [low, all] = [bucketLabel(first), bucketLabel(Infinity)];
      const counted = (le: string, perSecond: number) => (labels: Labels) =>
        bucket(le)(labels).ratePerSecond(perSecond, TIME);
      return [
        records("pods add up; a pod that exports ours is left to the rule for all", {
          given: [
            counted(low, 1)(at()),
            counted(all, 2)(at()),
            counted(all, 3)(at({ pod: "pod-2" })),
            ...(names.route === undefined ? [] : [counted(all, 7)(at({ route: "/orders" }))]),
            ...strangers.map(counted(all, 32)),
            ...both(counted(all, 64), `${http.requestDuration.name}_count`),
          ],
          at: AT,
          expect: [
            { labels: { ...ofRoute("/"), le: low }, value: 1 },
            { labels: { ...ofRoute("/"), le: all }, value: 5 },
            ...(names.route === undefined ? [] : [{ labels: { ...ofRoute("/orders"), le: all }, value: 7 }]),
          ],
        }),
        records("what came within five minutes counts", {
          given: [bucket(all)(at()).ratePerSecond(9, minutes(8)).ratePerSecond(0, minutes(2))],
          at: AT,
          expect: [{ labels: { ...ofRoute("/"), le: all }, value: 9 * STILL_SEEN }],
        }),
      ];
    },
  };
};

const bucketOf = (duration: Metric, routeName: string | undefined, { route = "/", ...labels }: Labels): SeriesBuilder =>
  series(`${duration.name}_bucket`, { ...labels, ...(routeName === undefined ? {} : { [routeName]: route }) });
