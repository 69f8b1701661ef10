/** Which programs write logs: those that Prometheus scrapes, so that logs and metrics tell of the same pods. */
import { logStore, type LogStore } from "../logs/store";
import type { Stream } from "../logs/lines";
import type { Emitted } from "./project";

export const openLogs = async (prometheus: string, { now }: Pick<Emitted, "now">): Promise<LogStore> => {
  const [scraped, pods] = await Promise.all([
    ask(prometheus, 'count by (namespace, service, pod) (up{pod!="", namespace!=""})', now),
    ask(prometheus, 'count by (namespace, pod, node) (kube_pod_info{node!=""})', now),
  ]);
  const nodes = new Map(pods.map(({ namespace, pod, node }) => [`${namespace}/${pod}`, node]));
  const streams = scraped.map(({ namespace = "", service = "", pod = "" }): Stream => {
    const program = service === "" ? pod.replace(/(-[0-9a-f]{6,10})?-[a-z0-9]{1,6}$/, "") : service;
    const node = nodes.get(`${namespace}/${pod}`) ?? "node-1";
    return { labels: { namespace, service: program, pod, container: program, node } };
  });
  return logStore(streams);
};

type Labels = Readonly<Record<string, string | undefined>>;

const ask = async (prometheus: string, query: string, now: number): Promise<readonly Labels[]> => {
  const answer = await fetch(
    `${prometheus}/api/v1/query?${new URLSearchParams({ query, time: String(now / 1_000) }).toString()}`,
  );
  const { data } = (await answer.json()) as {
    readonly data: { readonly result: readonly { readonly metric: Labels }[] };
  };
  return data.result.map(({ metric }) => metric);
};
