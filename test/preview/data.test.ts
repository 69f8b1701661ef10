/** What the preview computes before anything is drawn: times, addresses, variables, the grid, buckets. */
import { readAddress, writeAddress } from "../../preview/data/address";
import { buckets } from "../../preview/data/buckets";
import type { PanelJson } from "../../preview/data/dashboard-json";
import { grid } from "../../preview/data/grid";
import { interpolate, type Chosen } from "../../preview/data/interpolate";
import { duration, instant, intervals, since } from "../../preview/data/time";

const NOW = Date.UTC(2026, 5, 17, 14);
const HOUR = 3_600_000;

describe("times", () => {
  test.each([
    ["now", NOW],
    ["now-6h", NOW - 6 * HOUR],
    ["now-1d/d", Date.UTC(2026, 5, 16)],
    [String(NOW), NOW],
    ["2026-06-17T14:00:00Z", NOW],
    ["tomorrow", undefined],
  ])("%s is %s", (text, expected) => {
    expect(instant(text, NOW)).toBe(expected);
  });

  test("a rate looks at four scrapes at least, and at all between two points", () => {
    expect(intervals({ from: NOW - 6 * HOUR, to: NOW }, 720, 15_000)).toEqual({ step: 30_000, rate: 60_000 });
    expect(intervals({ from: NOW - HOUR, to: NOW }, 1_000, 15_000)).toEqual({ step: 15_000, rate: 60_000 });
    expect(intervals({ from: NOW - 48 * HOUR, to: NOW }, 600, 60_000)).toEqual({ step: 300_000, rate: 360_000 });
  });

  test("durations are written as PromQL reads them", () => {
    expect([90_000, 60_000, 25 * HOUR].map(duration)).toEqual(["1m30s", "1m", "1d1h"]);
  });

  test("nobody looks at what was before the world began", () => {
    expect(since(NOW - HOUR, { from: NOW - 6 * HOUR, to: NOW })).toEqual({ from: NOW - HOUR, to: NOW });
  });
});

test("an address survives being written", () => {
  const address = { uid: "loki", from: "now-1h", to: "now", variables: { pod: ["a", "b/c"] }, theme: "light" } as const;
  const [path = "", search = ""] = writeAddress(address).split("?");
  expect(readAddress(path, search)).toEqual(address);
});

describe("variables", () => {
  const one: Chosen = { values: ["a.b"], all: false, several: false };
  const two: Chosen = { values: ["a.b", "c"], all: false, several: true };
  const all: Chosen = { values: ["a", "b"], all: true, allValue: ".*", several: true };

  test.each([
    ['{x="$x"}', one, "query", '{x="a.b"}'],
    ['{x=~"$x"}', two, "query", '{x=~"(a\\\\.b|c)"}'],
    ['{x=~"${x}"}', all, "query", '{x=~".*"}'],
    ["${x:pipe}", two, "query", "a.b|c"],
    ["of $x", two, "text", "of a.b + c"],
    ["of $x", all, "text", "of All"],
    ["?${x:queryparam}", two, "url", "?var-x=a.b&var-x=c"],
    ["?${x:queryparam}", all, "url", "?var-x=%24__all"],
    ["?var-x=$x", two, "url", "?var-x=%7Ba.b%2Cc%7D"],
    ["$y", one, "query", "$y"],
  ] as const)("%s", (text, chosen, form, expected) => {
    expect(interpolate(text, { x: chosen }, form)).toBe(expected);
  });
});

describe("the grid", () => {
  const panel = (title: string, x: number, y: number, more: Partial<PanelJson> = {}): PanelJson => ({
    type: "stat",
    title,
    gridPos: { x, y, w: 12, h: 4 },
    ...more,
  });
  const row = (title: string, y: number, more: Partial<PanelJson> = {}): PanelJson => ({
    type: "row",
    title,
    gridPos: { x: 0, y, w: 24, h: 1 },
    ...more,
  });
  const pods = { pod: { values: ["a", "b", "c"], all: true, several: true } };
  const places = (panels: readonly PanelJson[], toggled: readonly string[] = []) =>
    grid({ panels }, pods, new Set(toggled)).panels.map(({ panel, position: { x, y, w }, scope }) => [
      panel.title,
      scope["pod"]?.values[0],
      x,
      y,
      w,
    ]);

  test("what stands below a closed row moves up, and down again when it is opened", () => {
    const panels = [
      row("closed", 0, { collapsed: true, panels: [panel("in", 0, 1)] }),
      row("open", 1),
      panel("below", 0, 2),
    ];
    expect(places(panels)).toEqual([["below", undefined, 0, 2, 12]]);
    expect(places(panels, ["row-0"])).toEqual([
      ["in", undefined, 0, 1, 12],
      ["below", undefined, 0, 6, 12],
    ]);
  });

  test("a panel is repeated beside itself, and pushes down what is below", () => {
    const panels = [panel("each", 0, 0, { repeat: "pod", maxPerRow: 2 }), panel("below", 0, 4)];
    expect(places(panels)).toEqual([
      ["each", "a", 0, 0, 12],
      ["each", "b", 12, 0, 12],
      ["each", "c", 0, 4, 12],
      ["below", undefined, 0, 8, 12],
    ]);
  });

  test("a row is repeated with all that is in it", () => {
    expect(places([row("of $pod", 0, { repeat: "pod" }), panel("in", 0, 1)])).toEqual([
      ["in", "a", 0, 1, 12],
      ["in", "b", 0, 6, 12],
      ["in", "c", 0, 11, 12],
    ]);
  });
});

test("a bucket holds what is in no smaller one", () => {
  const series = [
    { bound: "+Inf", values: [9, 4] },
    { bound: "0.1", values: [2, undefined] },
    { bound: "1", values: [5, 4] },
  ];
  expect(buckets([1, 2], series).rows).toEqual([
    { bound: 0.1, counts: [2, undefined] },
    { bound: 1, counts: [3, 4] },
    { bound: Infinity, counts: [4, 0] },
  ]);
});
