/** What is computed when somebody asks for it: tests of rules are many, and only checks and proofs read them. */

/** The same function, which computes no more than once. */
export const once = <Value>(compute: () => Value): (() => Value) => {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
};

const makers = new WeakMap<object, object>();

/**
 * Notes what makes the tests of a rule. Tests of one maker differ no more than what the rules say, so that what is known of those of one rule is
 * known of all that say the same; a copy with other tests has no maker.
 */
export const testedBy = <Rule extends object>(maker: object | undefined, rule: Rule): Rule => {
  if (maker !== undefined) makers.set(rule, maker);
  return rule;
};

export const makerOfTests = (rule: object): object | undefined => makers.get(rule);

/** The base with other properties in place of its own. What it computes when asked is not asked for, as `{ ...base }` would do. */
export const withOwn = <Base extends object, Own extends object>(base: Base, own: Own): Omit<Base, keyof Own> & Own =>
  testedBy(
    "tests" in own ? undefined : makerOfTests(base),
    Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(base),
        ...Object.getOwnPropertyDescriptors(own),
      },
    ) as Omit<Base, keyof Own> & Own,
  );
