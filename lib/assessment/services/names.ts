/** When two names are one service's: `OrdersService`, `orders-svc` and `orders-deployment`. */

/** Words that say that something is a service, and nothing of which. */
const EMPTY_WORDS = new Set(
  "service services svc microservice deployment deploy depl statefulset stateful daemonset rollout container task taskdef definition td ms srv function func fn lambda image".split(
    " ",
  ),
);

/** `OrdersAPI.Service` → orders, api, service. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Two names with one key are one service's. */
export const keyOf = (name: string): string => {
  const all = wordsOf(name);
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  const joined = (telling.length === 0 ? all : telling).join("");
  for (const ending of ["microservice", "service", "svc"])
    if (joined.endsWith(ending) && joined.length > ending.length + 1) return joined.slice(0, -ending.length);
  return joined;
};

/** Keys of a name with its first words taken away one by one: `acme-shop-orders` → `acmeshoporders`, `shoporders`, `orders`. */
export const endingKeysOf = (name: string): readonly string[] => {
  const all = wordsOf(name);
  return [...new Set(all.map((_, index) => keyOf(all.slice(index).join("-"))))].filter((key) => key.length > 1);
};

/** The name of an object of Kubernetes without the word for what it is. */
export const withoutKind = (name: string): string =>
  name.replace(/[-_](?:deployment|deploy|depl|statefulset|daemonset|rollout|cronjob|cron-job)$/i, "");

/** Last part of a repository: `ghcr.io/acme/orders` → `orders`. */
export const lastPart = (path: string): string =>
  path
    .split("/")
    .filter((part) => part !== "")
    .at(-1) ?? "";

/** A chart that stands in the folder of its program may be called at length; what it deploys is called as the folder. */
export const withoutChart = (name: string, file: string, folder: string): string => {
  const short = lastPart(folder);
  return short !== "" &&
    file.startsWith(`${folder}/`) &&
    file.includes("/templates/") &&
    /[-_]chart$/.test(name) &&
    wordsOf(name).includes(short.toLowerCase())
    ? short
    : name;
};
