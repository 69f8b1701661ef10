/** A pipeline as the checks look at it: every plug-in with its place, and which tags come by at each part. */
import { join, type Directive, type LogPipeline, type Model } from "../../model";
import { pluginOf, type Kind, type SectionShape } from "../../pipeline";
import { arrivals, type Arrivals } from "./arrivals";
import { parameter, ROOT, type Placed, type PluginPlace, type Router } from "./places";

export interface PipelineView {
  readonly fact: LogPipeline;
  readonly top: readonly Placed[];
  /** Every plug-in, those within others included. */
  readonly plugins: readonly PluginPlace[];
  readonly sources: readonly PluginPlace[];
  readonly routers: readonly Router[];
  readonly arrivals: Arrivals;
}

/** How many processes there are. */
export const workersOf = ({ top }: PipelineView): number => {
  const system = top.find(({ directive }) => directive.name === "system");
  return Number((system === undefined ? undefined : parameter(system, "workers")) ?? 1);
};

/** In how many of them a plug-in runs. */
export const processesOf = (view: PipelineView, { worker }: PluginPlace): number => {
  const [first, last = first] = worker?.split("-").map(Number) ?? [];
  return first === undefined || last === undefined ? workersOf(view) : last - first + 1;
};

const views = new WeakMap<LogPipeline, PipelineView>();

export const pipelinesOf = ({ pipelines }: Model): readonly PipelineView[] =>
  pipelines.map((fact) => {
    const known = views.get(fact) ?? viewOf(fact);
    views.set(fact, known);
    return known;
  });

const placed = (base: string, root: string, directives: readonly Directive[]): readonly Placed[] =>
  directives.map((directive, index) => {
    const alike = directives.filter(({ name }) => name === directive.name);
    const key = directive.name === "label" ? [directive.argument ?? "label"] : [directive.name];
    const number = directive.name === "label" || alike.length === 1 ? [] : [alike.indexOf(directive)];
    const path =
      directive.place === undefined ? join(base, index >= 0 ? [...key, ...number] : key) : `${root}.${directive.place}`;
    return { path, directive, sections: placed(path, root, directive.sections ?? []) };
  });

const TOP_KINDS: Readonly<Record<string, Kind>> = { source: "source", filter: "filter", match: "match" };

const pluginPlace = (
  place: Placed,
  kind: Kind,
  {
    router,
    worker,
    typedBy = "@type",
  }: { readonly router: string; readonly worker?: string; readonly typedBy?: string },
): PluginPlace => {
  const type = parameter(place, typedBy);
  return {
    ...place,
    kind,
    type,
    typedBy,
    router,
    plugin: type === undefined ? undefined : pluginOf(kind, type),
    ...(worker === undefined ? {} : { worker }),
  };
};

/** The plug-ins that stand in the sections of one. */
const within = (place: Placed, shape: SectionShape | undefined, around: PluginPlace): readonly PluginPlace[] =>
  place.sections.flatMap((section) => {
    const inner = shape?.sections[section.directive.name];
    if (inner === undefined) return [];
    if (inner.plugin === undefined) return within(section, inner, around);
    const found = pluginPlace(section, inner.plugin, {
      router: around.router,
      ...(around.worker === undefined ? {} : { worker: around.worker }),
      ...(inner.typedBy === undefined ? {} : { typedBy: inner.typedBy }),
    });
    return [found, ...within(section, found.plugin, found)];
  });

const viewOf = (fact: LogPipeline): PipelineView => {
  const top = placed(`${fact.path}.pipeline`, fact.path, fact.directives);
  const sources: PluginPlace[] = [];
  const routers = new Map<string, { readonly path: string; readonly steps: PluginPlace[] }>([
    [ROOT, { path: `${fact.path}.pipeline`, steps: [] }],
  ]);
  const visit = (places: readonly Placed[], router: string, worker?: string): void => {
    for (const place of places) {
      const { name, argument = "" } = place.directive;
      const kind = TOP_KINDS[name];
      if (kind !== undefined) {
        const found = pluginPlace(place, kind, { router, ...(worker === undefined ? {} : { worker }) });
        if (kind === "source") sources.push(found);
        else routers.get(router)?.steps.push(found);
      } else if (name === "label") {
        if (!routers.has(argument)) routers.set(argument, { path: place.path, steps: [] });
        visit(place.sections, argument, worker);
      } else if (name === "worker") visit(place.sections, router, argument);
    }
  };
  visit(top, ROOT);
  const found = [...routers].map(([name, router]) => ({ name, ...router }));
  const outer = [...sources, ...found.flatMap(({ steps }) => steps)];
  return {
    fact,
    top,
    plugins: outer.flatMap((each) => [each, ...within(each, each.plugin, each)]),
    sources,
    routers: found,
    arrivals: arrivals(sources, found),
  };
};
