/** The clock of objectives, against arithmetic done by hand. */
import { days, hours, minutes, type Duration } from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, freshness, slo, throughputFloor, type SloProps } from "../../lib/slo";
import { endsAfter, firesAfter, type Trouble } from "../../lib/slo/clock";

const written = (props: Partial<SloProps> = {}) =>
  slo({
    name: "checkout",
    service: "checkout",
    description: "Customers can pay.",
    objective: "99.9%",
    window: days(30),
    sli: availability({ total: promql`requests_total`, bad: promql`errors_total` }),
    ...props,
  });

const fires = (trouble: Trouble, burnRate: number, props?: Partial<SloProps>): Duration | undefined => {
  const made = written(props);
  return made.levels.filter((level) => level.burnRate === burnRate).map((level) => firesAfter(made, level, trouble))[0];
};
const ends = (trouble: Trouble & { readonly lasted: Duration }, burnRate: number, props?: Partial<SloProps>) => {
  const made = written(props);
  return made.levels.filter((level) => level.burnRate === burnRate).map((level) => endsAfter(made, level, trouble))[0];
};

const OUTAGE: Trouble = { badRatio: 1 };

describe("an objective of 99.9 % over 30 days", () => {
  // The n-th minute of an outage records n/5 until it is 1: 0.2, 0.4, 0.6 … add up to 0.2, 0.6, 1.2, 2, 3, and n - 2 from then on.
  test("pages three minutes after everything went down", () => {
    // 1.44 % of 60 recordings are 0.864: 0.6 after two minutes, 1.2 after three.
    expect(fires(OUTAGE, 14.4)).toEqual(minutes(3));
  });

  test("pages by its second level two minutes later", () => {
    // 0.6 % of 360 are 2.16: 2 after four minutes, 3 after five.
    expect(fires(OUTAGE, 6)).toEqual(minutes(5));
  });

  test.each([3, 1])("opens a ticket at %dx with the first recording of five minutes", (burnRate) => {
    // 0.3 % of the 288 in a day and 0.1 % of the 864 in three days are 0.864, and one recording is 1.
    expect(fires(OUTAGE, burnRate)).toEqual(minutes(5));
  });

  test("does not page by its first level when one request in a hundred fails, and by its second after hours", () => {
    expect(fires({ badRatio: 0.01 }, 14.4)).toBeUndefined();
    // (n - 2) / 100 is more than 2.16 from n = 219 on.
    expect(fires({ badRatio: 0.01 }, 6)).toEqual(minutes(219));
  });

  test("opens a ticket when a little more than the budget burns, when nearly all of three days has", () => {
    // 0.11 % of n recordings are more than 0.1 % of 864 from n = 786 on.
    expect(fires({ badRatio: 0.0011 }, 1)).toEqual(minutes(5 * 786));
    expect(fires({ badRatio: 0.00099 }, 1)).toBeUndefined();
  });

  test("goes quiet ten minutes after half an hour's outage", () => {
    // The last five minutes hold a fifth of bad ones until the fourth minute. From the fifth on it is kept for five more.
    expect(ends({ ...OUTAGE, lasted: minutes(30) }, 14.4)).toEqual(minutes(10));
  });

  test("closes a ticket when the short window has forgotten", () => {
    // 0.1 % of the 72 recordings of six hours is less than one: a single bad one is enough, and the last of them is among
    // the last 72 for 71 more. At the next one the condition is false, and it is kept for five minutes from there.
    expect(ends({ ...OUTAGE, lasted: minutes(30) }, 1)).toEqual(minutes(5 * (71 + 2)));
  });

  test("never ends what never began", () => {
    expect(ends({ badRatio: 0.001, lasted: hours(5) }, 14.4)).toBeUndefined();
  });

  test("waits for ten bad events", () => {
    // 1.1 events a minute: 1.1 * (n - 2) is 10 and more from n = 12 on.
    expect(fires({ badRatio: 1, perSecond: 1.1 / 60 }, 14.4)).toEqual(minutes(12));
    expect(fires({ badRatio: 1, perSecond: 1.1 / 60 }, 14.4, { alerting: { minimumEvents: 0 } })).toEqual(minutes(3));
    // No hour of a service with nine requests has ten bad ones.
    expect(fires({ badRatio: 1, perSecond: 9 / 3600 }, 14.4)).toBeUndefined();
  });
});

test("time is looked at once a scrape, and seen a little later", () => {
  // Of the ten looks of five minutes, 1, 3, 5, 7, 9, 10 are bad: 0.1, 0.4, 0.9, 1.6, 2.5, and n - 2.5 from then on.
  // 14.4 % of 60 are 8.64, which n = 12 is more than.
  const sli = freshness({ lastSuccess: promql`last_success`, within: hours(26) });
  expect(fires(OUTAGE, 14.4, { objective: "99%", sli })).toEqual(minutes(12));
});

test("a throughput is too low when the average over five minutes is", () => {
  // From 1.5 to 0.7 times the floor: of four minutes' growth three must be low. Then 1 each minute: 8.64 needs nine.
  const sli = throughputFloor({ counter: promql`orders_total`, perSecond: 10 });
  expect(fires(OUTAGE, 14.4, { objective: "99%", sli })).toEqual(minutes(2 + 9));
});

test("windows of 7 days are as much shorter", () => {
  // 14 minutes in place of an hour: 1.44 % of 14 are 0.2016, which the second minute is more than.
  expect(fires(OUTAGE, 14.4, { window: days(7) })).toEqual(minutes(2));
});

test("nothing burns 14.4 times as fast as a tenth", () => {
  expect(fires(OUTAGE, 14.4, { objective: "90%" })).toBeUndefined();
});
