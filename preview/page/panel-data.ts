/** What a panel draws: its queries with all variables filled in, asked of Prometheus or the log store, as frames that are ready to draw. */
import { type DataFrame, type GrafanaTheme2, type InterpolateFunction } from "@grafana/data";
import type { DashboardJson, PanelJson, Target } from "../data/dashboard-json";
import { interpolate, type Choices } from "../data/interpolate";
import { duration, intervals, range as rangeOf, since, type Intervals, type Range } from "../data/time";
import { logAnswer, metrics, metricsNow } from "./api";
import { prepare } from "./field-config";
import { frames, logFrame, seriesName } from "./frames";
import { linkText, type LinkContext } from "./links";

export interface Asked {
  readonly panel: PanelJson;
  readonly context: LinkContext;
  readonly theme: GrafanaTheme2;
  /** How wide it is drawn: no more points than pixels. */
  readonly width: number;
  readonly scrapeInterval: number;
}

/** A panel can look further back than its dashboard. */
export const ownRange = ({ timeFrom }: PanelJson, { range, beginning }: LinkContext): Range =>
  timeFrom === undefined ? range : since(beginning, rangeOf({ from: `now-${timeFrom}`, to: "now" }, range.to));

export interface PanelData {
  readonly frames: readonly DataFrame[];
  readonly step: number;
}

export const panelData = async ({ panel, context, theme, width, scrapeInterval }: Asked): Promise<PanelData> => {
  const range = ownRange(panel, context);
  const points = panel.maxDataPoints ?? Math.max(width, 100);
  const found = intervals(range, points, scrapeInterval);
  const targets = (panel.targets ?? []).filter(({ hide }) => hide !== true);
  const answers = await Promise.all(
    targets.map((target) => {
      const isLog = (target.datasource ?? panel.datasource)?.type === "loki";
      const expr = queryText(target.expr ?? "", context.choices, range, found);
      return (isLog ? logs : numbers)({ ...target, expr }, panel, range, found.step, targets.length);
    }),
  );
  const replace: InterpolateFunction = (text, scoped) => linkText(text ?? "", context, scoped);
  return { frames: await prepare(panel, answers.flat(), theme, replace), step: found.step };
};

export const queryText = (expr: string, choices: Choices, range: Range, { step, rate }: Intervals): string =>
  interpolate(expr, choices, "query", (name) => {
    switch (name) {
      case "__rate_interval":
        return duration(rate);
      case "__interval":
      case "__auto":
        return duration(step);
      case "__interval_ms":
        return String(step);
      case "__range":
        return duration(range.to - range.from);
      case "__range_s":
        return String(Math.round((range.to - range.from) / 1_000));
      case "__range_ms":
        return String(range.to - range.from);
      case "__from":
        return String(range.from);
      case "__to":
        return String(range.to);
    }
    return undefined;
  });

type Ask = (
  target: Target & { readonly expr: string },
  panel: PanelJson,
  range: Range,
  step: number,
  targets: number,
) => Promise<DataFrame[]>;

const numbers: Ask = async (target, _panel, range, step, targets) => {
  const instant = target.instant === true && target.range !== true;
  const answer = instant ? await metricsNow(target.expr, range) : await metrics(target.expr, range, step);
  return frames(answer, target, step, targets);
};

const logs: Ask = async (target, panel, range, step) => {
  const instant = target.queryType === "instant";
  const answer = await logAnswer(target.expr, range, step, { instant, limit: target.maxLines ?? 200 });
  if (answer.kind === "lines") return [logFrame(answer.lines, target)];
  // Loki's data source numbers the values of instant answers, however many there are.
  if (instant && panel.type === "table") return frames(answer.series, { ...target, format: "table" }, step, 2);
  return frames(answer.series, target, step, 1);
};

export interface Happened {
  readonly name: string;
  readonly title: string;
  readonly color: string;
  /** Milliseconds; one that lasts has an end. */
  readonly from: number;
  readonly to: number;
}

/** Each unbroken run of samples other than zero is one event. */
export const happenings = async (
  { annotations }: DashboardJson,
  { choices, range }: LinkContext,
  scrapeInterval: number,
): Promise<readonly Happened[]> => {
  const found = intervals(range, 300, scrapeInterval);
  const all = (annotations?.list ?? [])
    .filter(({ enable, target }) => enable !== false && target?.expr !== undefined)
    .map(async ({ name, iconColor, target, titleFormat }) => {
      const answer = await metrics(queryText(target?.expr ?? "", choices, range, found), range, found.step);
      return answer.flatMap(({ metric, values }) => {
        const title = seriesName(titleFormat, metric, name);
        const runs: Happened[] = [];
        for (const [seconds, value] of values) {
          if (Number(value) === 0) continue;
          const [time, last] = [seconds * 1_000, runs.at(-1)];
          if (last !== undefined && time - last.to <= found.step) runs[runs.length - 1] = { ...last, to: time };
          else runs.push({ name, title, color: iconColor ?? "blue", from: time, to: time });
        }
        return runs;
      });
    });
  return (await Promise.all(all)).flat();
};
