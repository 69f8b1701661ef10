/** The three loggers, each as its users set it up, writing the same fields to the same destination. */
import { StructuredLogger } from "@cdktf-observability/instrumentation";
import { closeSync, createWriteStream, openSync } from "node:fs";
import { Writable } from "node:stream";
import { pino } from "pino";
import * as winston from "winston";
import type { Subject } from "./lines";

const IDENTITY = { service: "shop", version: "1.4.0", environment: "bench" };

/** A logger on its destination. */
export interface Fixture {
  readonly name: LoggerName;
  readonly subject: Subject;
  /** Resolves when all lines are with the destination. */
  readonly written: () => Promise<void> | void;
  readonly close: () => void;
}

export type LoggerName = "pino" | "ours" | "winston";

/** Where lines go: a device that takes all, by what each logger has for files; or a sink in memory, which leaves the making of lines. */
export type Target = "device" | "memory";

export const fixturesOn = (target: Target): readonly Fixture[] => [pinoOn(target), oursOn(target), winstonOn(target)];

const DEVICE = "/dev/null";

/** Takes lines and looks at each, so that none is optimised away. */
class Sink {
  characters = 0;
  readonly write = (line: string): void => {
    this.characters += line.length;
  };
}

/** With what a line of ours has: a time that people read, the level as a word, and who writes. */
function pinoOn(target: Target): Fixture {
  const file = target === "device" ? pino.destination({ dest: DEVICE, sync: true }) : undefined;
  const logger = pino(
    {
      base: IDENTITY,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { error: pino.stdSerializers.err },
    },
    file ?? new Sink(),
  );
  type Line = Pick<typeof logger, "info" | "error" | "child">;
  const over = (line: Line): Subject => ({
    info: (message, fields) => (fields ? line.info(fields, message) : line.info(message)),
    error: (message, error) => line.error({ error }, message),
    child: (fields) => over(line.child(fields)),
  });
  return { name: "pino", subject: over(logger), written: () => file?.flushSync(), close: () => file?.end() };
}

function oursOn(target: Target): Fixture {
  const fd = target === "device" ? openSync(DEVICE, "a") : undefined;
  const logger = new StructuredLogger({ ...IDENTITY, level: "info", destination: fd ?? new Sink() });
  const over = (line: StructuredLogger): Subject => ({
    info: (message, fields) => line.info(message, fields),
    error: (message, error) => line.error(message, { error }),
    child: (fields) => over(line.child(fields)),
  });
  return {
    name: "ours",
    subject: over(logger),
    written: () => void logger.flush(),
    close: () => fd !== undefined && closeSync(fd),
  };
}

function winstonOn(target: Target): Fixture {
  const sink = new Sink();
  const stream =
    target === "device"
      ? createWriteStream(DEVICE)
      : new Writable({
          decodeStrings: false,
          write: (line: string, _encoding, done) => {
            sink.write(line);
            done();
          },
        });
  const logger = winston.createLogger({
    level: "info",
    defaultMeta: IDENTITY,
    format: winston.format.combine(
      winston.format.errors({ stack: true }),
      winston.format.timestamp(),
      winston.format.json(),
    ),
    transports: [new winston.transports.Stream({ stream })],
  });
  const over = (line: winston.Logger): Subject => ({
    info: (message, fields) => (fields ? line.info(message, fields) : line.info(message)),
    error: (message, { name, message: said, stack }) =>
      line.error(message, { error: { type: name, message: said, stack } }),
    child: (fields) => over(line.child(fields)),
  });
  return {
    name: "winston",
    subject: over(logger),
    written: async () => {
      while (logger.writableLength + logger.readableLength + stream.writableLength > 0) await turn();
    },
    close: () => void logger.close(),
  };
}

/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
