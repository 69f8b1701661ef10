/** Values that undo what the properties were checked for: what production must not lack comes back through the escape hatch. */
import { isMap, mergeValues } from "../../charts";
import { join, type Model, type Release } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";

interface Row {
  /** The key, with those around it: `persistence.enabled`. Items of lists have the key of their list. */
  readonly keys: RegExp;
  /** The value, after Helm has merged it, that does the harm. */
  readonly harmful: (value: unknown) => boolean;
  readonly problem: string;
  readonly mend: string;
}

const nothing = (value: unknown): boolean => value === null || (isMap(value) && Object.keys(value).length === 0);
const isOneOf =
  (...harmful: readonly unknown[]) =>
  (value: unknown): boolean =>
    harmful.includes(value);

const USE_EXPOSURE = "leave it out and use exposure, whose login is checked";
const LEAVE_OUT = "leave it out";

const rows: readonly Row[] = [
  {
    keys: /\.resources(\.(requests|limits)(\.memory)?|\.requests\.cpu)?$/,
    harmful: nothing,
    problem: "takes requests or limits away",
    mend: "use resources, and write what the pod is to get",
  },
  {
    keys: /persistence\.enabled$/i,
    harmful: isOneOf(false),
    problem: "keeps data in the pod, with which it ends",
    mend: "use the property that describes the volume",
  },
  {
    keys: /\.(storageSpec|volumeClaimTemplate)$/,
    harmful: nothing,
    problem: "keeps data in the pod, with which it ends",
    mend: "use the property that describes the volume",
  },
  {
    keys: /\.(storageSpec|storage)\.emptyDir$/,
    harmful: isMap,
    problem: "keeps data in the pod, with which it ends",
    mend: "use the property that describes the volume",
  },
  {
    keys: /\.(privileged|allowPrivilegeEscalation)$/,
    harmful: isOneOf(true),
    problem: "lets a container do what its node's administrator can",
    mend: LEAVE_OUT,
  },
  { keys: /\.runAsUser$/, harmful: isOneOf(0), problem: "runs a container as root", mend: "use another user" },
  { keys: /\.runAsNonRoot$/, harmful: isOneOf(false), problem: "lets a container run as root", mend: LEAVE_OUT },
  {
    keys: /\.host(Network|PID|IPC)$/,
    harmful: isOneOf(true),
    problem: "lets the pod into its node, past network policies and Pod Security",
    mend: LEAVE_OUT,
  },
  {
    keys: /(ingress(PerReplica)?|\.route\.[^.]*)\.enabled$/i,
    harmful: isOneOf(true),
    problem: "opens it to people without asking who they are",
    mend: USE_EXPOSURE,
  },
  {
    keys: /service[^.]*\.type$/i,
    harmful: isOneOf("LoadBalancer", "NodePort"),
    problem: "opens it to the network without asking who is there",
    mend: USE_EXPOSURE,
  },
];

/** Runs on every node and needs it: its chart says so by itself. */
const NEEDS_ITS_NODE = /^\.prometheus-node-exporter\./;
const rowFor = (keys: string, value: unknown): Row | undefined =>
  NEEDS_ITS_NODE.test(keys) && /\.host\w+$/.test(keys)
    ? undefined
    : rows.find((row) => row.keys.test(keys) && row.harmful(value));

/** What in the user's values does harm that the component alone would not have done. */
export const undermining = ({ path, ownValues, userValues }: Release): readonly Problem[] => {
  const problems: Problem[] = [];
  const visit = (own: unknown, user: unknown, keys: string, place: string): void => {
    const merged = isMap(own) && isMap(user) ? mergeValues(own, user) : user;
    const row = rowFor(keys, merged);
    if (row !== undefined && !row.harmful(own)) {
      problems.push(at(place).problem(row.problem).mend(row.mend));
    } else if (Array.isArray(user))
      for (const [index, item] of user.entries()) visit(undefined, item, keys, join(place, [index]));
    else if (isMap(user))
      for (const [key, value] of Object.entries(user))
        visit(childOf(own, key), value, `${keys}.${key.replaceAll(".", "_")}`, join(place, [key]));
  };
  visit(ownValues, userValues, "", `${path}.values`);
  return problems;
};

const childOf = (values: unknown, key: string): unknown =>
  isMap(values) && Object.hasOwn(values, key) ? values[key] : undefined;

export const underminingValue = check({
  id: "values/undermines",
  severity: "error",
  reason:
    "What the properties were checked for, the chart's own values can quietly take back: volumes, limits, a login, a pod that cannot harm its node.",
  *find({ profile, releases }: Model): Iterable<Problem> {
    if (profile !== "production") return;
    for (const release of releases) yield* undermining(release);
  },
  examples: () => ({
    passing: [
      valuesOf(
        { singleBinary: { persistence: { size: "20Gi" } } },
        { ownValues: { singleBinary: { persistence: { enabled: true } } } },
      ),
    ],
    failing: [
      valuesOf(
        { singleBinary: { persistence: { enabled: false } } },
        { ownValues: { singleBinary: { persistence: { enabled: true } } } },
      ),
    ],
  }),
});
