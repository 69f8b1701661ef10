/** What the schema of time periods takes and refuses, against what amtool takes and refuses. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { TimePeriod } from "../../../lib/model";
import { renderConfiguration, timePeriod } from "../../../lib/routing";
import { SEED, samples } from "../terraform/hostile";
import { describeWith } from "../tool";
import { refusal, yamlText } from "./amtool";

const PERIODS = 1_500;
/** Each of those that are refused is a process of its own. */
const REFUSED = 80;

const range = <T extends string | number>(member: fc.Arbitrary<T>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: member.map(String) },
    { weight: 6, arbitrary: fc.tuple(member, member).map((pair) => pair.join(":")) },
    fc.tuple(member, member, member).map((three) => three.join(":")),
    fc.constantFrom("", ":", "1:", ":1", "x"),
  );

const weekday = fc.constantFrom("sunday", "monday", "wednesday", "saturday", "sun");
const month = fc.constantFrom("january", "june", "july", "december", "dec");
const dayOfMonth = fc.oneof(fc.integer({ min: -33, max: 33 }), fc.constantFrom(-1, 1, 27, 28, 29));
const year = fc.constantFrom(2026, 2027, 2028, "27th");
const clock = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("00:00", "06:00", "09:30", "17:59", "23:59", "24:00") },
  fc.constantFrom("9:00", "24:01", "25:00", "12:60", "12", "", "12:00:00", "noon"),
);
const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Etc/GMT+5", "Moon/Crater", "+01:00");

const list = <T>(element: fc.Arbitrary<T>) =>
  fc.option(fc.array(element, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 });

const written = fc.record({
  times: list(fc.record({ from: clock, to: clock })),
  weekdays: list(range(weekday)),
  daysOfMonth: list(range(dayOfMonth)),
  months: list(range(month)),
  years: list(range(year)),
  zone: fc.option(zone, { nil: undefined, freq: 2 }),
});

describeWith(["amtool"], "amtool check-config", () => {
  const folder = mkdtempSync(join(tmpdir(), "intervals-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const refused = (intervals: readonly (readonly TimePeriod[])[]): Promise<string | undefined> => {
    const file = join(folder, "alertmanager.yml");
    const route = { path: "", matchers: [], receiver: "root", continue: false, muteTimeIntervals: [], activeTimeIntervals: [], routes: [] }; // prettier-ignore
    const configuration = {
      global: {},
      route,
      receivers: [{ name: "root", path: "", channels: [] }],
      inhibitRules: [],
      timeIntervals: intervals.map((periods, index) => ({ name: `interval-${index}`, path: "", periods })),
      templates: [],
    };
    writeFileSync(file, yamlText(renderConfiguration(configuration)));
    return refusal(file);
  };

  const all = samples(written, PERIODS).map((input) => ({ input, parsed: timePeriod.safeParse(input) }));
  const good = all.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const bad = all.filter(({ parsed }) => !parsed.success).map(({ input }) => input as TimePeriod);

  test("takes what the schema takes", async () => {
    expect(good.length).toBeGreaterThan(50);
    expect(await refused([good])).toBeUndefined();
  });

  test("refuses what the schema refuses", async () => {
    expect(bad.length).toBeGreaterThan(REFUSED);
    for (const period of bad.slice(0, REFUSED))
      expect({ SEED, period, refused: (await refused([[period]])) !== undefined }).toMatchObject({ refused: true });
    process.stdout.write(
      `amtool takes ${good.length} time periods as the schema does, and refuses ${REFUSED} (SEED=${SEED})\n`,
    );
  });
});
