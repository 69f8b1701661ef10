/** How settings are spelled in Alertmanager's file: `titleLink` is `title_link`, `seconds(10)` is `10s`. */
import { goDuration, isDuration, type Values } from "../../model";

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Settings under the names of the file, without what is not set. Only names of the first level change: what stands below is the reader's own. */
export const spelled = (settings: object, prefix = ""): Values =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`${prefix}${snakeCase(name)}`, isDuration(value) ? goDuration(value) : value]),
  );

/** The name under which people write a setting. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
