/** Values that break loggers, as a table; each is made anew for each use. */
import * as fs from "node:fs";
import { Readable } from "node:stream";
import { createContext, runInContext } from "node:vm";

const thrower = (): never => {
  throw new Error("hostile");
};

const throwing = (value: unknown): never => {
  throw value as Error;
};

const revoked = <Target extends object>(target: Target): Target => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

const TRAPS = Object.getOwnPropertyNames(Reflect);

const trapped = (action: () => unknown): object =>
  new Proxy({ a: 1 }, Object.fromEntries(TRAPS.map((trap) => [trap, action])));

function cycle(): object {
  const one: Record<string, unknown> = { name: "one" };
  const two = { name: "two", one, list: [one] };
  return Object.assign(one, { two, self: one, map: new Map<unknown, unknown>([[one, two]]), set: new Set([one]) });
}

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner, _, index) => (index % 2 ? [inner] : { inner }), "core");

/** Each look at it shows something deeper. */
const endless = (): object => ({
  get next() {
    return endless();
  },
  get list() {
    return [endless()];
  },
});

const endlessJson = (): object => ({ toJSON: () => ({ a: endlessJson() }) });

const endlessErrors = (): object =>
  Object.defineProperty(new Error("again"), "cause", { get: () => ({ then: endlessErrors() }) });

class Moody {
  readonly public = 1;
  get moody(): never {
    return thrower();
  }
}

const sparse: unknown[] = [];
sparse[4_000_000_000] = 1;

const liar = (): object => {
  let asked = 0;
  return {
    get value() {
      asked += 1;
      return asked > 1 ? thrower() : "first";
    },
  };
};

const errorWith = (properties: PropertyDescriptorMap): Error => Object.defineProperties(new Error("base"), properties);

export const HOSTILE: Readonly<Record<string, () => unknown>> = {
  "a newline": () => "a\nb\r\nc",
  "a forged line": () => 'x"}\n{"level":"fatal","message":"forged"}',
  "control characters": () => Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(""),
  "control characters beyond ASCII": () =>
    Array.from({ length: 33 }, (_, code) => String.fromCharCode(127 + code)).join(""),
  "separators of lines": () => "a\u2028b\u2029c\u0085d\vf\f",
  "an escape sequence": () => "\u001b[2J\u001b]0;title\u0007\u009b31m",
  "half a pair": () => "\ud83d",
  "the other half": () => "x\ude00y",
  "pairs the wrong way round": () => "\ude00\ud83d",
  "names that become alike": () => ({ "\ud800": 1, "\ud801": 2, "\ufffd": 3 }),
  "quotes and backslashes": () => '\\"\\\\"\\u0022',
  "percent signs": () => "%s %d %j %o %O %%",
  "a huge text": () => "x".repeat(5_000_000),
  "a huge text of pairs": () => "😀".repeat(1_000_000),
  "a huge text of quotes": () => '"'.repeat(1_000_000),
  "a text of beginnings of secrets": () => "://".repeat(20_000) + "Bearer ".repeat(20_000) + '"password'.repeat(20_000),
  "empty texts": () => ["", " ", "\0"],
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  "not a number": () => Number.NaN,
  infinity: () => -Infinity,
  "minus zero": () => -0,
  "a bigint": () => 2n ** 64n,
  "a huge bigint": () => -(2n ** 100_000n),
  "a symbol": () => Symbol("\n"),
  "a well-known symbol": () => Symbol.iterator,
  "a function": () => thrower,
  "a class": () => Moody,
  "a function with a name that throws": () => Object.defineProperty(() => 1, "name", { get: thrower }),
  "a cycle": cycle,
  "a list in itself": () => {
    const list: unknown[] = [];
    list.push(list, [list]);
    return list;
  },
  depth: () => nested(100),
  "a depth that overflows the stack": () => nested(50_000),
  "an object without end": endless,
  "a toJSON without end": endlessJson,
  "causes without end": endlessErrors,
  breadth: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, index])),
  "a long list": () => Array.from({ length: 100_000 }, (_, index) => ({ index })),
  "a list of holes": () => sparse,
  "a tree of ten thousand": () =>
    Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({ a: "b".repeat(100) }))),
  "a long name": () => ({ ["n".repeat(100_000)]: 1 }),
  "strange names": () => ({ "": 1, "\n": 2, "a.b": 3, "\u2028": 4, '"': 5, constructor: 6, "0": 7 }),
  "a prototype by name": () => JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": null}}') as unknown,
  "no prototype": () => Object.assign(Object.create(null) as object, { a: 1 }),
  "a prototype that throws": () => Object.create(trapped(thrower)) as unknown,
  "a getter that throws": () => new Moody(),
  "own getters that throw": () => Object.defineProperty({ a: 1 }, "b", { get: thrower, enumerable: true }),
  "a getter that throws nothing": () =>
    Object.defineProperty({}, "b", {
      get: () => throwing(undefined),
      enumerable: true,
    }),
  "a getter that throws what throws": () =>
    Object.defineProperty({}, "b", {
      get: () => throwing(trapped(thrower)),
      enumerable: true,
    }),
  "a getter that lies the second time": liar,
  "a proxy that throws": () => trapped(thrower),
  "a proxy that answers nonsense": () => trapped(() => 7),
  "a proxy that answers itself": () => {
    const self: object = new Proxy({ a: 1 }, { get: () => self });
    return self;
  },
  "a proxy of a list": () =>
    new Proxy([1, 2], { get: (list, name) => (name === "length" ? 1e9 : (Reflect.get(list, name) as unknown)) }),
  "a list with a length that throws": () => new Proxy([1, 2], { get: thrower }),
  "a revoked proxy": () => revoked({}),
  "a revoked list": () => revoked([]),
  "a revoked error": () => revoked(new Error("gone")),
  "a revoked function": () => revoked(() => 1),
  "toJSON that throws": () => ({ toJSON: thrower }),
  "toJSON that returns nothing": () => ({ toJSON: () => undefined }),
  "toJSON that returns itself": () => {
    const self = { a: 1, toJSON: () => self as unknown };
    return self;
  },
  "toJSON that returns a cycle": () => ({ toJSON: cycle }),
  "toJSON that is no function": () => ({ toJSON: 7 }),
  "toJSON that returns a bigint": () => ({ toJSON: () => 1n }),
  "toJSON that returns a date": () => ({ toJSON: () => new Date(Number.NaN) }),
  "a message that is no text": () => errorWith({ message: { value: { a: 1 } } }),
  "a message that throws": () => errorWith({ message: { get: thrower } }),
  "a stack that throws": () =>
    errorWith({ stack: { get: thrower }, name: { get: thrower }, cause: { get: thrower }, code: { get: thrower } }),
  "a stack that is no text": () =>
    errorWith({ stack: { value: [1] }, name: { value: 7 }, constructor: { value: null } }),
  "a constructor that throws": () => errorWith({ constructor: { get: thrower }, name: { value: "" } }),
  "many errors": () => new AggregateError(Array.from({ length: 10_000 }, (_, index) => new Error(`e${index}`))),
  "errors that are no list": () => errorWith({ errors: { value: 7 } }),
  "an error of another world": () => runInContext("new TypeError('elsewhere')", createContext({})) as unknown,
  "an invalid date": () => new Date(Number.NaN),
  "a date that lies": () => Object.assign(new Date(0), { toISOString: thrower, toJSON: thrower, getTime: () => "x" }),
  "a false date": () => Object.create(Date.prototype) as unknown,
  "an expression": () => /a\nb/gu,
  "an expression that lies": () => Object.defineProperty(/a/, "source", { get: thrower }),
  bytes: () => Buffer.alloc(1_000_000, "x"),
  "a view": () => new DataView(new ArrayBuffer(8)),
  "shared bytes": () => new SharedArrayBuffer(8),
  "a map": () =>
    new Map<unknown, unknown>([
      ["a", 1],
      [{}, 2],
      [Symbol("s"), 3],
      [Number.NaN, 4],
      [() => 1, 5],
    ]),
  "a map that lies": () =>
    Object.assign(Object.defineProperty(new Map([["a", 1]]), "size", { value: -1 }), {
      entries: thrower,
      forEach: thrower,
    }),
  "a false map": () => Object.create(Map.prototype) as unknown,
  "a set": () => new Set([1, "a", new Set([1])]),
  "a set that lies": () => Object.assign(new Set([1]), { values: thrower, [Symbol.iterator]: thrower }),
  "weak things": () => [new WeakMap(), new WeakSet(), new WeakRef({})],
  "a promise": () => Promise.resolve(1),
  "a thenable": () => ({ then: thrower }),
  "boxed values": () => [1n, "s", Symbol("s"), true, 1].map((value) => Object(value) as unknown),
  headers: () => new Headers({ accept: "*/*", cookie: "a=b" }),
  "headers that lie": () => Object.assign(new Headers(), { entries: thrower }),
  "an address": () => new URL("https://user:word@host/path?token=abc"),
  "a stream": () => new Readable({ read: () => undefined }),
  "a generator": () =>
    (function* () {
      for (;;) yield 1;
    })(),
  "an array of another prototype": () => Object.setPrototypeOf([1, 2], null) as unknown,
  "the world": () => globalThis,
  "the process": () => process,
  "a module": () => fs,
  "fields of pino": () => ({
    err: { message: "x", stack: 1 },
    req: { method: "x" },
    res: {},
    msg: "m",
    time: 1,
    pid: 1,
    hostname: "h",
  }),
  "an inspector that throws": () => ({
    [Symbol.for("nodejs.util.inspect.custom")]: thrower,
    [Symbol.toPrimitive]: thrower,
    toString: thrower,
    valueOf: thrower,
  }),
};
