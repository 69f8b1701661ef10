/** What is computed when somebody asks for it: tests of rules are many, and only checks and proofs read them. */

/** The same function, which computes no more than once. */
export const once = <Value>(compute: () => Value): (() => Value) => {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
};

/** The base with other properties in place of its own. What it computes when asked is not asked for, as `{ ...base }` would do. */
export const withOwn = <Base extends object, Own extends object>(base: Base, own: Own): Omit<Base, keyof Own> & Own =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(base),
      ...Object.getOwnPropertyDescriptors(own),
    },
  ) as Omit<Base, keyof Own> & Own;
