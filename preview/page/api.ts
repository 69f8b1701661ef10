/** The page's side of the server: dashboards, Prometheus, logs. Answers are kept until something is saved. */
import type { DashboardJson } from "../data/dashboard-json";
import type { State } from "../data/served";
import { duration, type Range } from "../data/time";
import type { LogLine, Series } from "./frames";

const answers = new Map<string, Promise<unknown>>();

export const forget = (): void => answers.clear();

const get = <Answer>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Answer> => {
  const url = `${path}?${new URLSearchParams(parameters).toString()}`;
  const known = answers.get(url) as Promise<Answer> | undefined;
  if (known !== undefined) return known;
  const answer = fetch(url).then(async (response) => {
    const body = (await response.json()) as { readonly error?: string };
    if (!response.ok || body.error !== undefined) throw new Error(body.error ?? `${response.status} of ${url}`);
    return body as Answer;
  });
  answers.set(url, answer);
  answer.catch(() => answers.delete(url));
  return answer;
};

export const state = (): Promise<State> => get<State>("/api/state");
export const dashboard = (uid: string): Promise<DashboardJson> =>
  get<DashboardJson>(`/api/dashboards/${encodeURIComponent(uid)}`);

interface PrometheusAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: readonly [number, string];
      readonly values?: Series["values"];
    }[];
  };
}

const series = ({ data }: PrometheusAnswer): readonly Series[] =>
  data.result.map(({ metric, value, values }) => ({ metric, values: values ?? (value === undefined ? [] : [value]) }));

const seconds = (milliseconds: number): string => String(milliseconds / 1_000);

export const metricsNow = async (query: string, { to }: Range): Promise<readonly Series[]> =>
  series(await get("/api/prometheus/query", { query, time: seconds(to) }));

export const metrics = async (query: string, { from, to }: Range, step: number): Promise<readonly Series[]> =>
  series(
    await get("/api/prometheus/query_range", {
      query,
      // Aligned, so that moving the range a little does not change every point.
      start: seconds(Math.ceil(from / step) * step),
      end: seconds(to),
      step: seconds(step),
    }),
  );

export const metricLabels = async (label: string, match: string, { from, to }: Range): Promise<readonly string[]> => {
  const found = await get<{ readonly data: readonly string[] }>(`/api/prometheus/label/${label}/values`, {
    ...(match === "" ? {} : { "match[]": match }),
    start: seconds(from),
    end: seconds(to),
  });
  return found.data;
};

export type LogAnswer =
  | { readonly kind: "lines"; readonly lines: readonly LogLine[] }
  | { readonly kind: "series"; readonly series: readonly Series[] };

export const logAnswer = (
  query: string,
  { from, to }: Range,
  step: number,
  { instant, limit }: { readonly instant: boolean; readonly limit: number },
): Promise<LogAnswer> =>
  get("/api/logs/query", {
    query,
    from: String(from),
    to: String(to),
    step: duration(step),
    instant: String(instant),
    limit: String(limit),
  });

export const logLabels = async (label: string, stream: string, { from, to }: Range): Promise<readonly string[]> => {
  const query = { label, stream, from: String(from), to: String(to) };
  const found = await get<{ readonly values: readonly string[] }>("/api/logs/label", query);
  return found.values;
};
