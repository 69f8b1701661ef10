/** What is computed when somebody asks for it: tests of rules are many, and only checks and proofs read them. */

/** The same function, which computes no more than once. */
export const once = <Value>(compute: () => Value): (() => Value) => {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
};

type Computing = Readonly<Record<string, () => unknown>>;
type Computed<By extends Computing> = { readonly [Key in keyof By]: ReturnType<By[Key]> };

interface Hidden {
  readonly computed: Computing;
  readonly maker: object | undefined;
}

/** Under which an object keeps what it does not show; `{ ...rule }` has asked for all that is computed, and does not take it along. */
const HIDDEN = Symbol("computed when asked for");

interface Hiding {
  readonly [HIDDEN]?: Hidden;
}

const hiddenOf = (base: object): Hidden | undefined => (base as Hiding)[HIDDEN];

const getters = new Map<string, PropertyDescriptor>();

/**
 * One for all objects. To the engine, objects are alike whose getters are the same functions; one with a function of its own is a hash table, which
 * takes ten times the memory of the others and several times the time to make and to read.
 */
const getterOf = (key: string): PropertyDescriptor => {
  const known = getters.get(key) ?? {
    enumerable: true,
    configurable: true,
    get(this: Hiding) {
      return this[HIDDEN]?.computed[key]?.();
    },
  };
  getters.set(key, known);
  return known;
};

/**
 * Adds what is computed each time that it is asked for: `later({ name }, { tests: once(() => …) })`. The object becomes the result.
 * @param maker makes the tests of a rule. Tests of one maker differ no more than what the rules say, so that what is known of those of one rule is
 * known of all that say the same; a copy with other tests has no maker
 */
export const later = <Said extends object, By extends Computing>(
  said: Said,
  computed: By,
  maker?: object,
): Said & Computed<NoInfer<By>> => {
  const hidden: Hidden = { computed, maker };
  Object.defineProperty(said, HIDDEN, { value: hidden });
  for (const key of Object.keys(computed)) Object.defineProperty(said, key, getterOf(key));
  return said as Said & Computed<By>;
};

/** What makes the tests of a rule (`later`). */
export const makerOfTests = (rule: object): object | undefined => hiddenOf(rule)?.maker;

const gettersOf = (base: object): Computing =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(base)).flatMap(([key, descriptor]) =>
      descriptor.get === undefined ? [] : [[key, (): unknown => Reflect.get(base, key)]],
    ),
  );

/**
 * The base with other properties in place of its own. What it computes when asked is not asked for, as `{ ...base, ...own }` would do.
 * @param computed properties that are computed when asked for, in place of its own
 */
export const withOwn = <Base extends object, Own extends object, By extends Computing = Readonly<Record<never, never>>>(
  base: Base,
  own: Own,
  computed: By = {} as By,
  maker = "tests" in own || "tests" in computed ? undefined : makerOfTests(base),
): Omit<Base, keyof Own | keyof By> & Own & Computed<NoInfer<By>> => {
  const known = hiddenOf(base)?.computed ?? gettersOf(base);
  const said: Record<string, unknown> = {};
  const still: Record<string, () => unknown> = {};
  for (const [key, compute] of Object.entries(known)) if (!Object.hasOwn(own, key)) still[key] = compute;
  for (const key of Object.keys(base))
    if (!Object.hasOwn(known, key) && !Object.hasOwn(computed, key)) said[key] = Reflect.get(base, key);
  return later(Object.assign(said, own), Object.assign(still, computed), maker) as unknown as Omit<
    Base,
    keyof Own | keyof By
  > &
    Own &
    Computed<NoInfer<By>>;
};
