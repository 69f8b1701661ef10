/** The tree of routes as people read it in a terminal: one line a route. */
import type { Receiver, Route, RoutingConfiguration } from "../model";
import { channelsText, inherited, matchersText, ownWords, pages, type Inherited } from "../routing";

/** `├─ team = "dba" → team/dba/critical (PagerDuty, Slack; pages) · waits 10s` */
export const routeTreeText = ({ route, receivers }: RoutingConfiguration): string =>
  lines(route, {}, new Map(receivers.map((each) => [each.name, each])))
    .map(({ branch, text }) => `${branch}${text}`)
    .join("\n");

export interface TreeLine {
  /** The lines that lead to it: `│  ├─ `. */
  readonly branch: string;
  readonly text: string;
}

const lines = (
  route: Route,
  above: Inherited,
  receivers: ReadonlyMap<string, Receiver>,
  branch = "",
  below = "",
): readonly TreeLine[] => {
  const values = inherited(route, above);
  const text = [`${matchersText(route)} → ${receiverText(values.receiver, receivers)}`, ...ownWords(route, above)];
  return [
    { branch, text: text.join(" · ") },
    ...route.routes.flatMap((child, index) => {
      const { fork, beside } = branches(index === route.routes.length - 1);
      return lines(child, values, receivers, `${below}${fork}`, `${below}${beside}`);
    }),
  ];
};

/** What leads to a child, and what runs past the children of that. */
export const branches = (last: boolean): { readonly fork: string; readonly beside: string } =>
  last ? { fork: "└─ ", beside: "   " } : { fork: "├─ ", beside: "│  " };

/** `team/dba/critical (PagerDuty, Slack; pages)` */
export const receiverText = (name: string | undefined, receivers: ReadonlyMap<string, Receiver>): string => {
  const receiver = name === undefined ? undefined : receivers.get(name);
  if (receiver === undefined) return `${name ?? "no receiver"} (does not exist)`;
  return `${receiver.name} (${channelsText(receiver)}${pages(receiver) ? "; pages" : ""})`;
};
