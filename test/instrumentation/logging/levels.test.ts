import { LOG_LEVELS } from "@cdktf-observability/contract";
import { written } from "./written";

const told = ({ lines }: Pick<ReturnType<typeof written>, "lines">): readonly string[] =>
  lines().map(({ message }) => message);

describe("the level", () => {
  test.each([...LOG_LEVELS, "silent"] as const)("%s leaves out what is less urgent", (level) => {
    const out = written({ level });
    for (const each of LOG_LEVELS) out.logger[each](each);
    expect(told(out)).toEqual(level === "silent" ? [] : LOG_LEVELS.slice(LOG_LEVELS.indexOf(level)));
    expect(LOG_LEVELS.filter(out.logger.isLevelEnabled)).toEqual(told(out));
  });

  test("is info unless it is told", () => {
    expect(written({ level: undefined }).logger.level).toBe("info");
  });

  test("can be set at any time, and children follow", () => {
    const out = written({ level: "info" });
    const child = out.logger.child({ a: 1 }).child({ b: 2 });
    child.debug("before");
    out.logger.level = "debug";
    child.debug("after");
    expect(told(out)).toEqual(["after"]);
    expect(child.level).toBe("debug");
  });

  test("of a child can be its own, from the begin or later, and its parent's stays", () => {
    const out = written({ level: "warn" });
    const chatty = out.logger.child({}, { level: "debug" });
    const later = out.logger.child({});
    later.level = "trace";
    out.logger.level = "error";
    chatty.debug("chatty");
    later.trace("later");
    later.child({}).trace("grandchild");
    out.logger.warn("parent");
    expect(told(out)).toEqual(["chatty", "later", "grandchild"]);
  });

  test("stays as it is when it is set to what is none, and says so", () => {
    const out = written({ level: "info" });
    out.logger.level = "verbose" as "info";
    expect(out.logger.level).toBe("info");
    expect(told(out)).toEqual([
      expect.stringMatching(/"verbose" is no level.*trace, debug, info, warn, error, fatal, silent/),
    ]);
  });

  test("does not read fields that will not be written", () => {
    const { logger, raw } = written({ level: "info" });
    let reads = 0;
    logger.debug("hello", {
      get costly() {
        reads += 1;
        return 1;
      },
    });
    expect([raw.length, reads]).toEqual([0, 0]);
  });
});

describe("LOG_LEVEL", () => {
  afterEach(() => {
    delete process.env["LOG_LEVEL"];
  });

  test.each(["debug", "DEBUG", " Debug "])("(%j) wins over the option", (word) => {
    process.env["LOG_LEVEL"] = word;
    expect(written({ level: "error" }).logger.level).toBe("debug");
  });

  test("that is no level changes nothing, and the logger says what to write", () => {
    process.env["LOG_LEVEL"] = "verbose";
    const { logger, line } = written({ level: "info" });
    expect(logger.level).toBe("info");
    expect(line()).toMatchObject({
      level: "warn",
      message: expect.stringMatching(/LOG_LEVEL: "verbose" is no level.*write one of trace/s) as string,
    });
  });
});

describe("an option that does not fit", () => {
  test.each<[string, object, string]>([
    ["logger.level", { level: "verbose" }, "write one of trace"],
    ["logger.service", { service: "" }, "write a text"],
    ["logger.limits.text", { limits: { text: -1 } }, "write a whole number"],
    ["logger.sampling.info", { sampling: { info: 7 } }, "write a number from 0 to 1"],
    ["logger.sampling.error", { sampling: { error: 0.5 } }, "there are trace, debug, info"],
    ["logger.redact.paths", { redact: { paths: "a.b" } }, "write a list of texts"],
    ["logger.redact", { redact: "all" }, "write an object"],
    ["logger.levle", { levle: "info" }, "there are service"],
  ])("(%s) is told in the first line, and the rest counts", (path, options, mend) => {
    const { logger, lines } = written(options);
    logger.error("hello", { token: "x" });
    expect(logger.findings).toMatchObject([{ path, mend: expect.stringContaining(mend) as string }]);
    expect(lines()).toMatchObject([
      { level: "warn", message: expect.stringContaining(`${path}: `) as string },
      { level: "error", message: "hello", environment: "test", token: "[redacted]" },
    ]);
  });

  test("is left to others to tell where they want to", () => {
    const { logger, raw } = written({ level: "verbose" as "info", reportFindings: false });
    expect(raw).toEqual([]);
    expect(logger.child({}).findings).toHaveLength(1);
  });
});
