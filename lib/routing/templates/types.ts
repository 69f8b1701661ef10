/** What Alertmanager 0.34 hands to a template: the parts of a notification, and what each of them offers (template/template.go). */

export type Type =
  /** Not known here: nothing is said about it. */
  | "any"
  | "nil"
  | "string"
  | "html"
  | "url"
  | "int"
  | "float"
  | "bool"
  | "notification"
  /** What the payload of a webhook is filled in with (notify/webhook). */
  | "webhook message"
  | "alerts"
  | "alert list"
  | "alert"
  | "labels"
  | "pairs"
  | "pair"
  | "strings"
  | "string list"
  | "list"
  | "map"
  | "time"
  | "duration"
  /** What is printed by name and counts as a number: months and days of the week. */
  | "named number"
  | "location";

export interface Method {
  readonly takes: readonly Type[];
  readonly gives: Type;
}

interface Shape {
  /** How a message calls it. */
  readonly called: string;
  readonly fields?: Readonly<Record<string, Type>>;
  readonly methods?: Readonly<Record<string, Method>>;
  /** What any other name gives. */
  readonly anyField?: Type;
  /** What `range` goes through. */
  readonly element?: Type;
  /** What `range` counts it by. */
  readonly key?: Type;
  /** What can be compared with each other, and is smaller or greater. */
  readonly order?: "text" | "integer" | "float";
}

const gives = (type: Type, ...takes: readonly Type[]): Method => ({ takes, gives: type });

const NOTIFICATION: Readonly<Record<string, Type>> = {
  Receiver: "string",
  Status: "string",
  Alerts: "alerts",
  NotificationReason: "string",
  GroupLabels: "labels",
  CommonLabels: "labels",
  CommonAnnotations: "labels",
  RouteLabels: "labels",
  ExternalURL: "string",
};

const SHAPES: Readonly<Record<Type, Shape>> = {
  any: { called: "this", anyField: "any", element: "any", key: "any" },
  nil: { called: "nothing", element: "any", key: "any" },
  string: { called: "a text", order: "text" },
  html: { called: "HTML", order: "text" },
  url: { called: "a URL", order: "text" },
  int: { called: "a number", element: "int", order: "integer" },
  float: { called: "a number with a fraction", order: "float" },
  bool: { called: "true or false" },
  notification: { called: "a notification", fields: NOTIFICATION },
  "webhook message": {
    called: "the message of a webhook",
    fields: { ...NOTIFICATION, Version: "string", GroupKey: "string", TruncatedAlerts: "int" },
  },
  alerts: {
    called: "the list of alerts",
    methods: { Firing: gives("alert list"), Resolved: gives("alert list") },
    element: "alert",
    key: "int",
  },
  "alert list": { called: "a list of alerts", element: "alert", key: "int" },
  alert: {
    called: "an alert",
    fields: {
      Status: "string",
      Labels: "labels",
      Annotations: "labels",
      StartsAt: "time",
      EndsAt: "time",
      GeneratorURL: "string",
      Fingerprint: "string",
    },
  },
  labels: {
    called: "a set of labels",
    methods: {
      SortedPairs: gives("pairs"),
      Remove: gives("labels", "string list"),
      Names: gives("strings"),
      Values: gives("strings"),
      String: gives("string"),
    },
    anyField: "string",
    element: "string",
    key: "string",
  },
  pairs: {
    called: "a list of labels",
    methods: { Names: gives("strings"), Values: gives("strings"), String: gives("string") },
    element: "pair",
    key: "int",
  },
  pair: { called: "a label", fields: { Name: "string", Value: "string" } },
  strings: { called: "a list of texts", methods: { Join: gives("string", "string") }, element: "string", key: "int" },
  "string list": { called: "a list of texts", element: "string", key: "int" },
  list: { called: "a list", element: "any", key: "int" },
  map: { called: "a dict", anyField: "any", element: "any", key: "string" },
  time: {
    called: "a time",
    methods: {
      Add: gives("time", "duration"),
      AddDate: gives("time", "int", "int", "int"),
      After: gives("bool", "time"),
      Before: gives("bool", "time"),
      Compare: gives("int", "time"),
      Day: gives("int"),
      Equal: gives("bool", "time"),
      Format: gives("string", "string"),
      GoString: gives("string"),
      Hour: gives("int"),
      In: gives("time", "location"),
      IsDST: gives("bool"),
      IsZero: gives("bool"),
      Local: gives("time"),
      Location: gives("location"),
      Minute: gives("int"),
      Month: gives("named number"),
      Nanosecond: gives("int"),
      Round: gives("time", "duration"),
      Second: gives("int"),
      String: gives("string"),
      Sub: gives("duration", "time"),
      Truncate: gives("time", "duration"),
      UTC: gives("time"),
      Unix: gives("int"),
      UnixMicro: gives("int"),
      UnixMilli: gives("int"),
      UnixNano: gives("int"),
      Weekday: gives("named number"),
      Year: gives("int"),
      YearDay: gives("int"),
    },
  },
  duration: {
    called: "a duration",
    methods: {
      Abs: gives("duration"),
      Hours: gives("float"),
      Microseconds: gives("int"),
      Milliseconds: gives("int"),
      Minutes: gives("float"),
      Nanoseconds: gives("int"),
      Round: gives("duration", "duration"),
      Seconds: gives("float"),
      String: gives("string"),
      Truncate: gives("duration", "duration"),
    },
    element: "duration",
    order: "integer",
  },
  "named number": {
    called: "a month or a day",
    methods: { String: gives("string") },
    element: "any",
    order: "integer",
  },
  location: { called: "a time zone", methods: { String: gives("string") } },
};

export const shapeOf = (type: Type): Shape => SHAPES[type];

/** Names that a value offers, for messages. */
export const namesIn = (type: Type): readonly string[] => [
  ...Object.keys(SHAPES[type].fields ?? {}),
  ...Object.keys(SHAPES[type].methods ?? {}),
];

/** Types whose values have a field of that name. */
export const typesWithField = (name: string): readonly Type[] =>
  (["notification", "alert", "pair"] as const).filter((type) => Object.hasOwn(SHAPES[type].fields ?? {}, name));

const LISTS: Partial<Record<Type, readonly Type[]>> = {
  "string list": ["strings", "string list"],
  "alert list": ["alert list", "alerts"],
  int: ["int", "float"],
};

/** Whether a value can stand where another is expected. A fraction may stand for a number: `1.0` is written as one. */
export const fits = (expected: Type, given: Type): boolean =>
  expected === "any" || given === "any" || expected === given || (LISTS[expected]?.includes(given) ?? false);

/** What is known of a value that is one of these. */
export const either = (types: readonly Type[]): Type => {
  const [first = "any", ...rest] = types;
  return rest.every((type) => type === first) ? first : "any";
};
