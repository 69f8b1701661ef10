/** Two things of one name: the second overwrites the first, hides it, or Helm refuses it halfway through an apply. */
import type { Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

interface Named {
  readonly path: string;
  readonly key: string;
  readonly what: string;
}

export const duplicateName = check({
  id: "names/duplicate",
  severity: "error",
  reason:
    "Two objects of one kind, namespace and name are one object: the later one wins, silently or with a failed apply. So do two interfaces on one host.",
  *find({ releases, objects, interfaces }: Model): Iterable<Problem> {
    const named: readonly Named[] = [
      ...releases.map(({ path, name, namespace }) => ({
        path: `${path}.releaseName`,
        key: `release ${namespace}/${name}`,
        what: `the Helm release "${name}" in the namespace "${namespace}"`,
      })),
      ...objects.map(({ path, kind, namespace = "", name }) => ({
        path,
        key: `${kind} ${namespace}/${name}`,
        what: `${kind} "${name}"${namespace === "" ? "" : ` in the namespace "${namespace}"`}`,
      })),
      ...interfaces.map(({ path, exposure: { host } }) => ({
        path: `${path}.host`,
        key: `host ${host}`,
        what: `the host "${host}"`,
      })),
    ];
    const first = new Map<string, Named>();
    for (const each of named) {
      const earlier = first.get(each.key);
      if (earlier === undefined) first.set(each.key, each);
      else
        yield at(each.path)
          .problem(`is ${each.what}, which ${earlier.path} is already`)
          .mend("give one of them another name");
    }
  },
  examples: () => ({
    passing: [called("loki", "loki-user-config")],
    failing: [called("user-config", "user-config")],
  }),
});

const called = (loki: string, grafana: string) =>
  environmentWith({
    objects: [
      { path: "example.loki", kind: "ConfigMap", namespace: "observability", name: loki },
      { path: "example.grafana", kind: "ConfigMap", namespace: "observability", name: grafana },
    ],
  });
