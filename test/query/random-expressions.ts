/** Random PromQL expressions as trees: for the tests that hold our reading, printing and inference against Prometheus. */
import fc from "fast-check";
import type { DurationText, Matcher, Matching, Node, VectorSelector } from "../../lib/query";

/** What random expressions speak of. */
export interface Vocabulary {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
  readonly values: readonly string[];
  /** How deep an expression nests, about. @default 3 */
  readonly depth?: number;
  /** Spellings, functions and modifiers that hardly anybody uses. @default false */
  readonly exotic?: boolean;
}

export const PLAIN: Vocabulary = {
  metrics: ["requests_total", "errors_total", "queue_length", "service:requests:rate5m"],
  labels: ["service", "pod", "code"],
  values: ["a", "b", "200", "500"],
};

export const EXOTIC: Vocabulary = {
  metrics: [...PLAIN.metrics, "sum", "by", "metric.name", "näme", "offset", "rate", ":a", "_"],
  labels: [...PLAIN.labels, "on", "by", "label.name", "sum", "le", "bool"],
  values: [...PLAIN.values, "", 'with "quotes"', "back\\slash", "line\nbreak", "ünï", "'"],
  exotic: true,
};

const nowhere = { from: 0, to: 0 } as const;

/** Functions of an instant vector, of a range vector. */
const OF_VECTOR = ["abs", "ceil", "floor", "exp", "sgn", "sort", "sqrt", "absent", "timestamp"];
const OF_RANGE = ["rate", "increase", "delta", "max_over_time", "avg_over_time", "count_over_time", "last_over_time"];
const EXOTIC_OF_VECTOR = ["histogram_sum", "histogram_count", "deg", "cosh", "day_of_week", "ln", "log2", "sort_desc"];
const EXOTIC_OF_RANGE = ["absent_over_time", "present_over_time", "changes", "resets", "deriv", "irate", "idelta"];
const AGGREGATIONS = ["sum", "min", "max", "avg", "count", "group", "stddev"];

/** Expressions that give an instant vector (or, now and then, a number); types are right, matching may still fail when it runs. */
export const expressions = (vocabulary: Vocabulary = PLAIN): fc.Arbitrary<Node> => {
  const { depth = 3, exotic = false } = vocabulary;
  const label = fc.constantFrom(...vocabulary.labels);
  const labels = fc.uniqueArray(label, { maxLength: 2 });
  const number = fc
    .constantFrom("0", "1", "2.5", "0.05", "1e3", ...(exotic ? EXOTIC_NUMBERS : []))
    .map((text): Node => ({ kind: "number", value: NaN, text, ...nowhere }));
  const string = fc.constantFrom(...vocabulary.values).map((value): Node => ({ kind: "string", value, ...nowhere }));
  const duration = fc
    .constantFrom("1m", "5m", "1h", ...(exotic ? ["90s", "1h30m", "300", "1.5", "0x10", "250ms", "1y2w3d"] : []))
    .map((text): DurationText => ({ text }));
  const offset = exotic
    ? fc.constantFrom("5m", "-5m", "1h", "0s", "+30", "-1.5").map((text): DurationText => ({ text }))
    : duration;
  const sometimes = <T>(value: fc.Arbitrary<T>, seldom = 5): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: seldom, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  const timing = fc.record({
    offset: sometimes(offset),
    at: exotic ? sometimes(fc.constantFrom("end()", "start()", "1700000000", "-1.5", "5m")) : fc.constant(undefined),
  });

  const matcher: fc.Arbitrary<Matcher> = fc.record({
    label,
    operator: fc.constantFrom("=" as const, "!=" as const, "=~" as const, "!~" as const),
    value: fc.constantFrom(...vocabulary.values).map((value) => value.replaceAll("\\", "")),
  });
  const selector = fc
    .tuple(fc.constantFrom(...vocabulary.metrics), fc.array(matcher, { maxLength: 2 }), timing)
    .map(([metric, matchers, { offset: by, at }]): VectorSelector => ({
      kind: "selector",
      metric,
      matchers,
      offset: by,
      at,
      ...nowhere,
    }));

  const { vector } = fc.letrec<{ vector: Node; scalar: Node; range: Node }>((tie) => ({
    scalar: fc.oneof(
      { depthIdentifier: "expression", depthSize: "small", maxDepth: depth },
      number,
      tie("vector").map((arg): Node => call("scalar", [arg])),
      fc.constantFrom("time", "pi").map((name): Node => call(name, [])),
      fc
        .tuple(tie("scalar"), fc.constantFrom("+", "-", "*", "/", "^", "%"), tie("scalar"))
        .map(([left, operator, right]): Node => ({ kind: "binary", operator, left, right, bool: false, ...nowhere })),
    ),
    range: fc.oneof(
      { depthIdentifier: "expression", depthSize: "small", maxDepth: depth },
      fc.tuple(selector, duration).map(([of, range]): Node => ({ ...of, range })),
      fc
        .tuple(tie("vector"), duration, fc.option(duration, { nil: undefined }), timing)
        .map(([expr, range, step, { offset: by, at }]): Node => ({
          kind: "subquery",
          expr,
          range,
          step,
          offset: by,
          at,
          ...nowhere,
        })),
    ),
    vector: fc.oneof(
      { depthIdentifier: "expression", depthSize: "small", maxDepth: depth },
      { weight: 3, arbitrary: selector },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...OF_RANGE, ...(exotic ? EXOTIC_OF_RANGE : [])), tie("range"))
          .map(([name, arg]) => call(name, [arg])),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...OF_VECTOR, ...(exotic ? EXOTIC_OF_VECTOR : [])), tie("vector"))
          .map(([name, arg]) => call(name, [arg])),
      },
      {
        weight: 1,
        arbitrary: fc.oneof(
          fc.tuple(tie("vector"), tie("scalar")).map(([arg, least]) => call("clamp_min", [arg, least])),
          fc.tuple(tie("scalar"), tie("vector")).map(([quantile, arg]) => call("histogram_quantile", [quantile, arg])),
          fc.tuple(tie("range"), tie("scalar")).map(([arg, ahead]) => call("predict_linear", [arg, ahead])),
          tie("scalar").map((arg) => call("vector", [arg])),
          fc
            .tuple(tie("vector"), label, fc.constantFrom("$1", "x"), label)
            .map(([arg, to, by, from]) => call("label_replace", [arg, text(to), text(by), text(from), text("(.*)")])),
          fc
            .tuple(tie("vector"), label, labels)
            .map(([arg, to, from]) => call("label_join", [arg, text(to), text("-"), ...from.map(text)])),
        ),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom(...AGGREGATIONS), sometimes(grouping(labels), 1), tie("vector"))
          .map(([operator, by, expr]): Node => ({ kind: "aggregation", operator, grouping: by, expr, ...nowhere })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.oneof(
              fc.tuple(fc.constantFrom("topk", "bottomk", "quantile"), tie("scalar")),
              fc.tuple(
                fc.constant("count_values"),
                string.filter((each) => each.kind === "string" && each.value !== "" && !/^\d/.test(each.value)),
              ),
            ),
            sometimes(grouping(labels), 1),
            tie("vector"),
          )
          .map(([[operator, parameter], by, expr]): Node => ({
            kind: "aggregation",
            operator,
            grouping: by,
            parameter,
            expr,
            ...nowhere,
          })),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            tie("vector"),
            fc.constantFrom("+", "-", "*", "/", "^", ...(exotic ? ["%", "atan2"] : [])),
            sometimes(matching(labels), 2),
            tie("vector"),
          )
          .map(([left, operator, by, right]): Node => ({
            kind: "binary",
            operator,
            left,
            right,
            bool: false,
            matching: by,
            ...nowhere,
          })),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            tie("vector"),
            fc.constantFrom(">", "<", "==", "!=", ">=", "<="),
            fc.boolean(),
            fc.oneof(tie("scalar"), tie("vector")),
          )
          .map(([left, operator, bool, right]): Node => ({ kind: "binary", operator, left, right, bool, ...nowhere })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie("vector"), fc.constantFrom("and", "or", "unless"), sometimes(matching(labels), 2), tie("vector"))
          .map(([left, operator, by, right]): Node => ({
            kind: "binary",
            operator,
            left,
            right,
            bool: false,
            matching: by && { kind: by.kind, labels: by.labels },
            ...nowhere,
          })),
      },
      tie("vector").map((expr): Node => ({ kind: "parentheses", expr, ...nowhere })),
      fc
        .tuple(fc.constantFrom("-" as const, "+" as const), tie("vector"))
        .map(([operator, expr]): Node => ({ kind: "unary", operator, expr, ...nowhere })),
    ),
  }));
  return vector;
};

const EXOTIC_NUMBERS = ["NaN", "Inf", "-1", "+Inf", "1_000", "0x1F", "5m", "1h30m", ".5", "1.", "1e-3", "010", "08"];

const call = (name: string, args: readonly Node[]): Node => ({ kind: "call", function: name, args, ...nowhere });
const text = (value: string): Node => ({ kind: "string", value, ...nowhere });

const grouping = (labels: fc.Arbitrary<readonly string[]>) =>
  fc.record({ kind: fc.constantFrom("by" as const, "without" as const), labels });

const matching = (labels: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Matching> =>
  fc
    .tuple(
      fc.constantFrom("on" as const, "ignoring" as const),
      labels,
      fc.option(fc.tuple(fc.constantFrom("left" as const, "right" as const), labels), { nil: undefined }),
    )
    .map(([kind, by, group]) => ({
      kind,
      labels: by,
      ...(group === undefined
        ? {}
        : { group: { side: group[0], labels: group[1].filter((each) => kind === "ignoring" || !by.includes(each)) } }),
    }));
