/** Random operations between two simple sides: most of what random expressions miss about vector matching. */
import fc from "fast-check";
import type { Matcher, Matching, Node } from "../../lib/query";
import type { Vocabulary } from "./random-expressions";

const nowhere = { from: 0, to: 0 } as const;

export const matchingExpressions = ({ metrics, labels, values }: Vocabulary): fc.Arbitrary<Node> => {
  const label = fc.constantFrom(...labels);
  const some = fc.uniqueArray(label, { minLength: 1, maxLength: 3 });
  const matcher = fc.record({
    label,
    operator: fc.constantFrom<Matcher["operator"]>("=", "=~"),
    value: fc.constantFrom(...values),
  });
  const selector = fc
    .tuple(fc.constantFrom(...metrics), fc.array(matcher, { maxLength: 1 }))
    .map(([metric, matchers]): Node => ({ kind: "selector", metric, matchers, ...nowhere }));
  const aggregated = fc
    .tuple(
      fc.constantFrom("sum", "max", "count"),
      fc.record({ kind: fc.constantFrom("by" as const, "by" as const, "without" as const), labels: some }),
      selector,
    )
    .map(([operator, grouping, expr]): Node => ({ kind: "aggregation", operator, grouping, expr, ...nowhere }));
  const one = fc.tuple(fc.option(some, { nil: undefined }), selector).map(([by, expr]): Node => ({
    kind: "aggregation",
    operator: "topk",
    grouping: by && { kind: "by", labels: by },
    parameter: { kind: "number", value: 1, text: "1", ...nowhere },
    expr,
    ...nowhere,
  }));
  const rewritten = fc
    .tuple(
      selector,
      label,
      fc.constantFrom("$1", "x", "$1-x", ""),
      label,
      fc.constantFrom("(.*)", "(.+)", "a.*", "500"),
    )
    .map(([expr, to, by, from, regex]): Node => ({
      kind: "call",
      function: "label_replace",
      args: [expr, ...[to, by, from, regex].map((value): Node => ({ kind: "string", value, ...nowhere }))],
      ...nowhere,
    }));
  const side = fc.oneof({ weight: 2, arbitrary: selector }, { weight: 4, arbitrary: aggregated }, one, rewritten);
  const matching = fc
    .tuple(
      fc.constantFrom("on" as const, "on" as const, "ignoring" as const),
      some,
      fc.option(fc.tuple(fc.constantFrom("left" as const, "right" as const), fc.uniqueArray(label, { maxLength: 2 })), {
        nil: undefined,
      }),
    )
    .map(([kind, compared, group]): Matching => ({
      kind,
      labels: compared,
      ...(group && { group: { side: group[0], labels: group[1].filter((each) => !compared.includes(each)) } }),
    }));
  const operation = (inner: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc
      .tuple(
        inner,
        fc.constantFrom("+", "/", "==", ">", "and", "or", "unless"),
        fc.option(matching, { nil: undefined, freq: 4 }),
        side,
        fc.boolean(),
      )
      .map(([left, operator, by, right, bool]): Node => {
        const combines = ["and", "or", "unless"].includes(operator);
        return {
          kind: "binary",
          operator,
          left,
          right,
          bool: bool && ["==", ">"].includes(operator),
          ...(by && { matching: combines ? { kind: by.kind, labels: by.labels } : by }),
          ...nowhere,
        };
      });
  return fc.oneof({ weight: 3, arbitrary: operation(side) }, { weight: 1, arbitrary: operation(operation(side)) });
};
