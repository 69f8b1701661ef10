/** Text in grafana.ini: which text Grafana leaves alone, and how the rest is quoted so that it arrives as it was written. */
import * as z from "zod";
import { isToken } from "../../model";

/**
 * Text that Grafana takes as it is. It expands `${NAME}`, `$__env{NAME}`, `$__file{path}` and `%(key)s` wherever they stand, and nothing
 * escapes them (Grafana, pkg/setting/expanders.go; gopkg.in/ini.v1, key.go).
 */
export const iniText = z
  .string()
  .refine((text) => text.trim() !== "", {
    error: "is empty",
    params: { mend: "write a value or leave the property out" },
  })
  .refine((text) => !/\p{Cc}/u.test(text), {
    error: "has line breaks or other control characters",
    params: { mend: "write it on one line" },
  })
  .refine((text) => isToken(text) || !/\$(__\w+)?\{|%\([^)]+\)s/.test(text), {
    error: "holds ${…} or %(…)s, which Grafana replaces",
    params: { mend: "write the value itself; secrets have properties of their own" },
  });

/** Quoted where it would end at a `#` or `;`, lose its quotes or spaces, or swallow the next line: three quotes at each end. */
export const iniValue = (text: string): string => (PLAIN.test(text) ? text : `"""${text}"""`);

const PLAIN = /^(?! )[\w $./:@(){},+=-]+(?<! )$/;

/** The content of a mounted file. Grafana does not look for further references in it, as it does in environment variables. */
export const fileReference = (path: string): string => `$__file{${path}}`;
