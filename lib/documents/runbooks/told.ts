/** Who is told of the alerts of a pack. */
import { code, type Model } from "../../model";
import { channelsText, intervalWords, matcherText } from "../../routing";
import { whoIsTold, type ToldAlert } from "../who-is-told";

/** Of an alert by its name and team, in words. */
export type WhoIsTold = (alert: { readonly name: string; readonly team: string }) => string;

const known = new WeakMap<Model, ReadonlyMap<string, readonly ToldAlert[]>>();

export const toldIn = (model: Model): WhoIsTold => {
  const byName = known.get(model) ?? index(model);
  known.set(model, byName);
  return ({ name, team }) => {
    const all = byName.get(name) ?? [];
    // Alerts of one name may belong to several teams.
    const own = all.filter((each) => each.team === team || each.team === "");
    const ways = own.length === 0 ? all : own;
    return ways.length === 0 ? "nobody" : [...new Set(ways.map(wayText))].join("; ");
  };
};

const index = (model: Model): ReadonlyMap<string, readonly ToldAlert[]> => {
  const byName = new Map<string, ToldAlert[]>();
  for (const alert of whoIsTold(model).flatMap(({ alerts }) => alerts)) {
    const same = byName.get(alert.name);
    if (same === undefined) byName.set(alert.name, [alert]);
    else same.push(alert);
  }
  return byName;
};

const wayText = ({ destinations, where, team }: ToldAlert): string => {
  // Whose it is, is known of most.
  const when = Object.entries(where).filter(([label]) => label !== "team" || team === "");
  const told = destinations.map(({ receiver, route }) =>
    [`${code(receiver.name)} (${channelsText(receiver)})`, ...intervalWords(route)].join(" "),
  );
  return [
    told.length === 0 ? "nobody" : told.join(", "),
    ...(when.length === 0
      ? []
      : [`where ${when.map(([label, value]) => code(matcherText({ label, operator: "=", value }))).join(", ")}`]),
  ].join(" ");
};
