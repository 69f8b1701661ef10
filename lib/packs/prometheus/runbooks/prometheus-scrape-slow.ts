/** What to do about PrometheusScrapeSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusScrapeSlowRunbook: Runbook = {
  meaning: "The last scrape of this target took nearly as long as Prometheus waits, for as long as the alert waits.",
  impact:
    "Nothing is lost yet. When it takes a little longer the scrape is given up: the target counts as down, and " +
    "its series have gaps.",
  diagnosis: [
    { text: "See how it has grown.", query: promql`scrape_duration_seconds{job="$job",instance="$instance"}` },
    {
      text: "See whether it exposes more than it used to.",
      query: promql`scrape_samples_scraped{job="$job",instance="$instance"}`,
    },
    {
      text: "See whether the target is short of CPU.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace",pod="$pod"}`,
    },
  ],
  mitigation: [
    "Have the target expose less, or give it more CPU.",
    "If it must ask something slow for each scrape (a database, an API), let it do so in the background.",
    "If it is fine as it is, give its job a longer `scrapeTimeout`, together with a longer interval.",
  ],
};
