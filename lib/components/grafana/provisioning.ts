/** The file from which Grafana takes its data sources at start. */
import { isMap } from "../../charts";
import type { Values } from "../../model";
import { linked, type DataSource } from "../data-source";

/**
 * The environment variable with the password of a data source's login. As `$NAME`, its content is taken as it is; that of `${NAME}` and of
 * `$__file{path}` would be searched for further variables (pkg/services/provisioning/values).
 */
export const passwordVariable = ({ uid }: DataSource): string =>
  `DATA_SOURCE_${uid.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_PASSWORD`;

/** Data sources that are no longer in the file go, and those that are in it cannot be changed by hand. */
export const dataSourceFile = (sources: readonly DataSource[]): Values => {
  const standard = sources.find(({ type }) => type === "prometheus");
  return {
    apiVersion: 1,
    prune: true,
    datasources: linked(sources).map((source) => provisioned(source, source.uid === standard?.uid)),
  };
};

const provisioned = (source: DataSource, isDefault: boolean): Values => {
  const headers = Object.entries(source.headers ?? {});
  const secure = Object.fromEntries(headers.map(([, value], index) => [`httpHeaderValue${index + 1}`, value]));
  return {
    ...literalDeep({
      name: source.name,
      uid: source.uid,
      type: source.type,
      url: source.url,
      jsonData: {
        ...source.settings,
        ...Object.fromEntries(headers.map(([name], index) => [`httpHeaderName${index + 1}`, name])),
      },
    }),
    access: "proxy",
    isDefault,
    editable: false,
    ...(source.login === undefined ? {} : { basicAuth: true, basicAuthUser: literal(source.login.user) }),
    ...(headers.length === 0 && source.login === undefined
      ? {}
      : {
          secureJsonData: {
            ...literalDeep(secure),
            ...(source.login === undefined ? {} : { basicAuthPassword: `$${passwordVariable(source)}` }),
          },
        }),
  };
};

/** Grafana replaces `$NAME` and `${NAME}` in every value of the file, and `$$` by one dollar (pkg/services/provisioning/values). Keys it leaves alone. */
export const literal = (text: string): string => text.replaceAll("$", "$$$$");

const literalDeep = <T>(value: T): T => deep(value) as T;

const deep = (value: unknown): unknown => {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map(deep);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item)])) : value;
};
