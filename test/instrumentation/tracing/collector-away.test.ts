import { program } from "./program";
import { receiver } from "./receiver";

/** A hundred thousand spans of half a kilobyte are some hundred MiB; two thousand of them, and a batch, are not. */
const MOST_MEBIBYTES = 20;

test.each(["is away", "hangs", "refuses"])(
  "an application whose collector %s serves on, with bounded memory and a word about it",
  async (state) => {
    const collector = await receiver(() => (state === "hangs" ? "hang" : { status: 400 }));
    const endpoint = state === "is away" ? "http://127.0.0.1:9" : collector.endpoint;
    try {
      const busy = program("busy.cjs", { tracing: { endpoint }, flags: ["--expose-gc"] });
      const url = await busy.address();
      const answers = await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url)).text()));
      expect(new Set(answers)).toEqual(new Set(["served"]));
      const [, grown] = await busy.says(/grown by (-?[\d.]+) MiB/);
      expect(Number(grown)).toBeLessThan(MOST_MEBIBYTES);
      expect(await (await fetch(url)).text()).toBe("served");

      busy.send("SIGTERM");
      const { signal, seconds } = await busy.ended;
      expect(signal).toBe("SIGTERM");
      expect(seconds).toBeLessThan(6);
      expect(busy.errors()).not.toContain("Unhandled");
      expect(busy.errors()).toMatch(
        {
          "is away": /spans do not reach .*: connect ECONNREFUSED/,
          hangs: /not all spans could be sent within 5 s/,
          refuses: /spans do not reach .*: HTTP 400 Bad Request/,
        }[state] ?? /never/,
      );
      // Each kind of trouble once, however many spans were lost by it.
      expect(
        busy
          .errors()
          .split("\n")
          .filter((line) => line.includes("do not reach")).length,
      ).toBeLessThanOrEqual(1);
    } finally {
      await collector.close();
    }
  },
);
