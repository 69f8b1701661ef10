/** The rules that are held side by side: those of an objective as this product makes them, and the average of ratios, written after its published description. */
import { days, deployed, grafanaLinks, minutes, ruleGroups, type BurnLevel, type RuleGroup, type Slo } from "../model";
import { http } from "../packs";
import { promql } from "../query";
import { availability, slo, sloPack } from "../slo";

export const SCRAPE_INTERVAL = minutes(1);

export const shopObjective = (objective: string, levels?: readonly BurnLevel[]): Slo =>
  slo({
    name: "shop-availability",
    service: "shop",
    description: "Customers can shop.",
    objective,
    window: days(30),
    sli: availability({
      total: promql`${http.requestsTotal}{service="shop"}`,
      bad: promql`${http.requestsTotal}{service="shop", status_code=~"5.."}`,
      badMeans: "are answered with 5xx",
    }),
    ...(levels === undefined ? {} : { alerting: { levels } }),
  });

export const shopPack = (objective: Slo) =>
  sloPack("shop-objectives", { metrics: http, slos: [objective], scrapeInterval: SCRAPE_INTERVAL, team: "shop" });

/** What is recorded each minute before what reads it each five; texts for people are left out, they decide nothing. */
export const ourRules = (objective: Slo): readonly RuleGroup[] =>
  [...ruleGroups(deployed(shopPack(objective), { team: "shop", ...grafanaLinks("https://grafana.example") }))]
    .sort((a, b) => Number(a.name.includes("-every-")) - Number(b.name.includes("-every-")))
    .map((group) => ({
      ...group,
      rules: group.rules.map((rule) => ("alert" in rule ? { ...rule, annotations: {} } : rule)),
    }));

const requests = 'http_requests_total{service="shop"}';
const failed = 'http_requests_total{service="shop",status_code=~"5.."}';
const ratio = (window: string): string => `sum(rate(${failed}[${window}])) / sum(rate(${requests}[${window}]))`;

/**
 * The common way: a ratio each minute over five minutes, averaged over the period; alerts by a ratio over each of their windows. The same
 * average over two hours shows what thirty days would after a month.
 */
export const averageOfRatios = (allowed: string): readonly RuleGroup[] => {
  const average = (window: string) => ({
    record: `average:ratio${window}`,
    expr: `sum_over_time(average:ratio5m[${window}]) / count_over_time(average:ratio5m[${window}])`,
  });
  return [
    {
      name: "average-of-ratios",
      interval: "1m",
      rules: [
        { record: "average:ratio5m", expr: ratio("5m") },
        { record: "average:ratio1h", expr: ratio("1h") },
        average("2h"),
        average("30d"),
        {
          alert: "AveragePage",
          expr: `average:ratio5m > 14.4 * ${allowed} and average:ratio1h > 14.4 * ${allowed}`,
          labels: { severity: "critical" },
          annotations: {},
        },
      ],
    },
  ];
};
