/** Components that were made and never connected to what they are for. */
import type { Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

export const notConnected = check({
  id: "wiring/not-connected",
  severity: "error",
  reason: "It would run, look well, and throw away all that it collects.",
  *find({ connections }: Model): Iterable<Problem> {
    for (const { path, to, through, made } of connections)
      if (!made) yield at(path).problem(`leads to no ${to}`).mend(`call ${through}`);
  },
  examples: () => ({
    passing: [environmentWith({ connections: [{ ...TO_LOGS, made: true }] })],
    failing: [environmentWith({ connections: [{ ...TO_LOGS, made: false }] })],
  }),
});

const TO_LOGS = { path: "example.fluentd", to: "log store", through: "fluentd.shipTo(loki)" };
