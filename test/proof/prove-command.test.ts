/** `npm run prove` as somebody types it. */
import { runProof } from "../../lib/cli/prove";
import { describeWith, tool } from "./tool";

const run = async (...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> => {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation((text) => {
      written.push(String(text));
      return true;
    }),
  );
  try {
    return { code: await runProof(args), text: written.join("") };
  } finally {
    streams.forEach((stream) => stream.mockRestore());
  }
};

test.each([
  [
    ["--pack", "http-servr"],
    2,
    /There is no pack "http-servr" \(did you mean "http-server"\?\); there are http-server, /,
  ],
  [
    ["--alert", "HttpHighErorRatio"],
    2,
    /no alert or recording rule "HttpHighErorRatio" \(did you mean "HttpHighErrorRatio"\?\)/,
  ],
  [
    ["--pack", "watchdog", "--alert", "HttpHighErrorRatio"],
    2,
    /no alert or recording rule "HttpHighErrorRatio" in watchdog\./,
  ],
  [["--all"], 2, /Unknown option '--all'.*usage: npm run prove/s],
  [["http-server"], 2, /usage: npm run prove/],
  [["--help"], 0, /^usage: npm run prove/],
  [
    ["--pack", "watchdog", "--promtool", "/nowhere/promtool"],
    1,
    /^\/nowhere\/promtool cannot be run .* put promtool 3\.15 or later on PATH/,
  ],
])("%j", async (args, code, text) => {
  const result = await run(...args);
  expect(result.text).toMatch(text);
  expect(result.code).toBe(code);
});

describeWith(["promtool"], "promtool", () => {
  const promtool = ["--promtool", tool("promtool") ?? ""];

  test("one alert is proven alone, in figures", async () => {
    const { code, text } = await run("--pack", "http-server", "--alert", "HttpHighErrorRatio", ...promtool);
    expect(text).toMatch(/http-server │ +1 │ +0 │ +\d+ │ +100 % │ +(\d+)\/\1 │ 100 % │/);
    expect(text).toMatch(/\d+\.\d s\n\nProven\.\n$/);
    expect(code).toBe(0);
  });
});
