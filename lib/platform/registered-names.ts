/** The names under which services are registered, each once in an environment. */
import type { IConstruct } from "constructs";
import { ConfigurationError } from "../model";
import type { MonitoredService } from "../services";

interface Registration {
  readonly namespace: string;
  /** Where somebody wrote it. */
  readonly place: () => string | undefined;
}

/** By the root of the constructs, then by path, which begins with the environment: several stacks may register with one platform. */
const registrations = new WeakMap<IConstruct, Map<string, Registration>>();

/**
 * Takes a name. Dashboards (`service-<name>`), objectives and rules of a service are found by its name alone, whatever its namespace.
 * @throws ConfigurationError where the name is taken, with both places
 */
export const takeName = (
  root: IConstruct,
  { path, name, namespace }: Pick<MonitoredService, "path" | "name" | "namespace">,
  place: Registration["place"],
): void => {
  const taken = registrations.get(root) ?? new Map<string, Registration>();
  registrations.set(root, taken);
  const earlier = taken.get(path);
  if (earlier !== undefined)
    throw new ConfigurationError([
      {
        check: "names/duplicate",
        severity: "error",
        path,
        problem: `is the name of two services: of one in the namespace ${told(earlier)}, and of one in ${told({ namespace, place })}`,
        mend: `register it once, or give one a name of its own, e.g. ${name}-${namespace}: its scrape writes that on the label service`,
      },
    ]);
  taken.set(path, { namespace, place });
};

const told = ({ namespace, place }: Registration): string => `"${namespace}"${inBrackets(place())}`;

const inBrackets = (text: string | undefined): string => (text === undefined ? "" : ` (${text})`);
