/** Hands scrape jobs to the real promtool: does Prometheus take them, and what does their relabelling make of a target? */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { scrapeConfig, scrapeConfigValue, type ScrapeConfigInput } from "../../../../lib/components/prometheus/scrape";
import { parse, type Values } from "../../../../lib/model";
import { run, type RunResult } from "../../../proof/tool";

const withFile = <T>(content: object, use: (file: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
  try {
    const file = join(folder, "prometheus.yml");
    writeFileSync(file, stringify(content));
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What Prometheus says of jobs. Secrets and files need not exist. */
export const checked = (jobs: readonly Values[]): RunResult =>
  withFile({ scrape_configs: jobs }, (file) => run("promtool", ["check", "config", "--syntax-only", file]));

/** A job as prometheus.yml has it, its input held against the schema. */
export const written = (job: ScrapeConfigInput): Values => scrapeConfigValue(parse(scrapeConfig, job, job.jobName));

export type Labels = Readonly<Record<string, string>>;

interface Relabelled {
  readonly discoveredLabels: Labels;
  readonly labels: Labels;
}

/** The number that a target is found again by. */
const NUMBER = "__meta_test_number";

/** promtool waits for all of the time given, so little is tried first; a busy machine gets more. */
const PATIENCE = ["300ms", "3s", "20s"];

/** What the relabelling of a job, as prometheus.yml has it, makes of targets that its discovery would have found; `undefined` for those that it lets go. */
export const relabelled = (job: Values, targets: readonly Labels[]): readonly (Labels | undefined)[] => {
  const found = targets.map(({ __address__: address, ...labels }, index) => ({
    targets: [address],
    labels: { ...labels, [NUMBER]: String(index) },
  }));
  const own = Object.entries(job).filter(([key]) => !/_sd_configs$|^static_configs$/.test(key));
  return withFile({ scrape_configs: [{ ...Object.fromEntries(own), static_configs: found }] }, (file) => {
    for (const timeout of PATIENCE) {
      const { status, stdout, stderr } = run("promtool", [
        "check",
        "service-discovery",
        `--timeout=${timeout}`,
        file,
        String(job["job_name"]),
      ]);
      if (status !== 0) throw new Error(stderr);
      const results = JSON.parse(stdout) as readonly Relabelled[];
      const labels = targets.map(
        (_, index) => results.find(({ discoveredLabels }) => discoveredLabels[NUMBER] === String(index))?.labels,
      );
      if (labels.every((each) => each !== undefined))
        return labels.map((each) => (Object.keys(each).length === 0 ? undefined : each));
    }
    throw new Error("promtool has found none of the static targets");
  });
};
