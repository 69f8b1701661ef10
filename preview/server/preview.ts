/** A running preview: the project's dashboards, a Prometheus with its world, a log store, a page. */
import type { Emitted, Project } from "./project";
import { compile, emit } from "./project";
import { serve, type Served, type Serving } from "./http";
import { openLogs } from "./log-streams";
import type { Prometheus } from "./prometheus";
import { openWorld, type Programs } from "./world";

export interface Preview {
  readonly url: string;
  readonly dashboards: Emitted["dashboards"];
  /** After something was saved. */
  readonly renew: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface PreviewProps {
  readonly project: Project;
  readonly programs: Programs;
  readonly port: number;
  /** Folder of the built page. */
  readonly files: string;
  readonly report: (line: string) => void;
}

export const openPreview = async ({ project, programs, port, files, report }: PreviewProps): Promise<Preview> => {
  let emitted = await emit(project);
  let prometheus = await openWorld(programs, project, emitted, report);
  let served = await servedOf(emitted, prometheus);
  const serving: Serving = await serve(port, files, () => served);
  const renew = async (): Promise<void> => {
    try {
      await compile(project);
      const next = await emit(project);
      if (next.world !== emitted.world) {
        const before = prometheus;
        prometheus = await openWorld(programs, project, next, report);
        await before.stop();
      }
      emitted = next;
      served = await servedOf(emitted, prometheus);
      report(`renewed: ${emitted.dashboards.length} dashboards`);
    } catch (error) {
      // Whoever edits makes mistakes: the page tells of them and shows what was before.
      const problem = error instanceof Error ? error.message : String(error);
      served = { ...served, state: { ...served.state, problem } };
      report(problem);
    }
    serving.changed();
  };
  return {
    url: serving.url,
    get dashboards() {
      return emitted.dashboards;
    },
    renew,
    close: async () => {
      serving.close();
      await prometheus.stop();
    },
  };
};

const servedOf = async (emitted: Emitted, prometheus: Prometheus): Promise<Served> => {
  const { environment, cluster, from, now, scrapeInterval, about, dashboards } = emitted;
  return {
    state: {
      environment,
      cluster,
      from,
      now,
      scrapeInterval,
      about,
      dashboards: dashboards.map(({ uid, title, description = "", tags = [] }) => ({ uid, title, description, tags })),
    },
    dashboards: new Map(dashboards.map((each) => [each.uid, each])),
    prometheus: prometheus.url,
    logs: await openLogs(prometheus.url, emitted),
  };
};
