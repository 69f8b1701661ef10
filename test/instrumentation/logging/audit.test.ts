import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withContext } from "../../../instrumentation/src/logging";
import { MOST_WAITING } from "../../../instrumentation/src/logging/destination";
import { lineOf, written } from "./written";

describe("the audit log", () => {
  test("tells who did what, in fields that mark the line", () => {
    const { logger, line } = written();
    expect(logger.audit("order.refund", "u-7", { order: "o-1", cents: 1250 })).toBe(true);
    expect(line()).toMatchObject({
      level: "info",
      message: "audit: order.refund",
      service: "shop",
      audit: true,
      action: "order.refund",
      user_id: "u-7",
      details: { order: "o-1", cents: 1250 },
    });
  });

  test.each(["trace", "info", "warn", "fatal", "silent"] as const)("is written at the level %s", (level) => {
    const { logger, raw } = written({ level });
    logger.audit("login", "u-1");
    logger.child({}, { level: "silent" }).audit("login", "u-1");
    expect(raw).toHaveLength(2);
  });

  test("is never left out by sampling", () => {
    const { logger, raw } = written({ sampling: { info: 0, debug: 0, trace: 0 } });
    for (let index = 0; index < 100; index += 1) logger.audit("login", index);
    expect(raw).toHaveLength(100);
  });

  test("keeps its own fields whatever a logger, a child or a context adds", () => {
    const { logger, line } = written({ fields: { action: "of the logger" } });
    const forged = { audit: false, user_id: "root", details: "none" };
    withContext(forged, () => logger.child({ ...forged, team: "a" }).audit("login", "u-1", { ok: true }));
    expect(line()).toMatchObject({
      audit: true,
      action: "login",
      user_id: "u-1",
      details: { ok: true },
      team: "a",
      fields: { audit: false, user_id: "root", details: "none", action: "of the logger" },
    });
  });

  test("is not what a caller can claim", () => {
    const { logger, lines } = written();
    logger.info("audit: login", { audit: true, action: "login", user_id: "u-1" });
    logger.child({ audit: true }).info("audit: login");
    withContext({ audit: true }, () => logger.info("audit: login"));
    for (const line of lines()) expect(line).toMatchObject({ fields: { audit: true } });
    for (const line of lines()) expect(line).not.toHaveProperty("audit");
  });

  test.each<[unknown, unknown]>([
    ["u-1", "u-1"],
    [7, "7"],
    [undefined, null],
    [null, null],
    [{ id: 7 }, '{"id":7}'],
  ])("tells the user %j by one type", (user, expected) => {
    const { logger, line } = written();
    logger.audit("login", user as string);
    expect(line()["user_id"]).toBe(expected);
  });

  test("is not redacted away: names and paths of redact do not reach who did what", () => {
    const { logger, line } = written({
      redact: { paths: ["*", "user_id", "action"], names: ["action", "user id", "audit"] },
    });
    logger.audit("login", "u-1", { email: "a@b.example" });
    expect(line()).toMatchObject({
      audit: true,
      action: "login",
      user_id: "u-1",
      message: "audit: login",
      details: { email: "[redacted]" },
    });
  });

  test("is not dropped where other lines are, because too many wait", () => {
    const took: string[] = [];
    const stream = { writableLength: MOST_WAITING + 1, write: (line: string) => took.push(line) };
    const { logger } = written({ destination: stream });
    logger.error("lost");
    expect(logger.audit("login", "u-1")).toBe(false);
    expect(took.map((each) => lineOf(each).message)).toEqual(["audit: login"]);
    stream.writableLength = 0;
    logger.info("again");
    expect(took.slice(1).map((each) => lineOf(each))).toMatchObject([{ dropped_lines: 1 }, { message: "again" }]);
  });

  test("says false when it was lost, although all that waits is written then", () => {
    const stream = { writableLength: MOST_WAITING * 2, write: () => true };
    const { logger } = written({ destination: stream });
    Object.defineProperty(stream, "writableLength", {
      get: (() => {
        let asked = 0;
        return () => (asked++ === 0 ? MOST_WAITING * 2 : 0);
      })(),
    });
    expect(logger.audit("login", "u-1")).toBe(false);
  });

  test("is whole where its details are longer than a line may be", () => {
    const { logger, line, raw } = written();
    const long = "\u0000".repeat(8000);
    withContext({ a: [long, long, long, long] }, () => logger.audit("login", "u-1", { b: [long, long, long, long] }));
    expect(Buffer.byteLength(raw[0] ?? "")).toBeLessThan(256 * 1024);
    expect(line()).toMatchObject({
      audit: true,
      action: "login",
      user_id: "u-1",
      details: expect.stringMatching(/^\[cut: \d+ bytes]$/) as string,
    });
  });

  test("is with the operating system when audit() returns", () => {
    const path = join(tmpdir(), `audit-${process.pid}.log`);
    try {
      const { logger } = written({ destination: path, level: "silent" });
      expect(logger.audit("login", "u-1")).toBe(true);
      expect(lineOf(readFileSync(path, "utf8"))).toMatchObject({ action: "login" });
    } finally {
      rmSync(path, { force: true });
    }
  });

  test("says false when nobody takes the line", () => {
    const fd = openSync("/dev/full", "w");
    try {
      expect(written({ destination: fd }).logger.audit("login", "u-1")).toBe(false);
    } finally {
      closeSync(fd);
    }
    expect(written({ destination: fd }).logger.audit("login", "u-1")).toBe(false);
    const failing = {
      write: () => {
        throw new Error("full");
      },
    };
    expect(written({ destination: failing }).logger.audit("login", "u-1")).toBe(false);
  });
});
