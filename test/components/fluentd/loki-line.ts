/** What Loki gets of a line that a container has written: the pipeline's patterns, executed here, where they mean what they mean to Ruby. */
import { fluentdProps } from "../../../lib/components/fluentd";
import { CRI_LINE } from "../../../lib/components/fluentd/stages/container-logs";
import { UNSAFE_JSON } from "../../../lib/components/fluentd/stages/records";
import { parse } from "../../../lib/model";
import { javaScriptPattern } from "../../../lib/pipeline";

const { lines } = parse(fluentdProps, {}, "");
const [cri, unsafe] = [javaScriptPattern(CRI_LINE), javaScriptPattern(UNSAFE_JSON)];

/** As the container runtime writes it to its file. */
export const criLine = (text: string, tag = "F", stream = "stdout"): string =>
  `2026-01-02T03:04:05.678901234Z ${stream} ${tag} ${text}`;

/** Without what the pipeline takes for secrets. */
export const blackened = (text: string): string =>
  lines.redactions.reduce(
    (found, { pattern: secret, replacement, words }) =>
      words?.some((word) => text.toLowerCase().includes(word)) === false
        ? found
        : found.replaceAll(javaScriptPattern(secret, "g"), (...found) => {
            const named = found.at(-1) as Readonly<Record<string, string>> | undefined;
            return `${named?.["keep"] ?? ""}${replacement}`;
          }),
    text,
  );

/** @param json what an application has written, an object on one line: its fields are read, and written again in their order */
export const lokiLine = (json: string): string => {
  const text = blackened(cri.exec(criLine(json))?.groups?.["log"] ?? "");
  return unsafe.test(text) ? text : JSON.stringify(JSON.parse(text));
};
