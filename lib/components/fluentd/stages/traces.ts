/** Stack traces as one line each. A line that begins none goes on at once; one that does waits for those that belong to it. */
import type { Directive } from "../../../model";
import { pattern, rubySource, type Pattern } from "../../../pipeline";
import { LANGUAGES, type Language } from "../props";
import { filter, label, onTo, RAW } from "./names";

interface Trace {
  readonly first: readonly Pattern[];
  /** Of lines that stand directly behind the first, or behind another such line. */
  readonly further: readonly Pattern[];
}

/** Words that exceptions end with, since a trace of Python ends with the exception's own line, and so could any line begin. */
const ERROR = "(?:Error|Exception|Exit|Interrupt|Warning|Iteration|Group|Failure|Timeout)";

export const TRACES: Readonly<Record<Language, Trace>> = {
  java: {
    first: [
      pattern(
        `^(?:Exception in thread "[^"]*" )?(?:[a-z_][A-Za-z0-9_]*\\.)+[A-Z][A-Za-z0-9_$]*(?:Exception|Error|Throwable)(?:: .*|)$`,
      ),
    ],
    further: [
      pattern("^\\s+at [^ ].*$"),
      pattern("^\\s+\\.\\.\\. [0-9]+ (?:more|common frames omitted)$"),
      pattern("^\\s*(?:Caused by|Suppressed): .*$"),
    ],
  },
  python: {
    first: [pattern("^Traceback \\(most recent call last\\):$")],
    further: [
      pattern("^\\s+[^ ].*$"),
      pattern("^$"),
      pattern(
        "^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$",
      ),
      pattern(`^[A-Za-z_][A-Za-z0-9_.]*${ERROR}(?:: .*|)$`),
    ],
  },
  go: {
    // Of many goroutines, each is a trace of its own: all together they would be longer than any store takes.
    first: [
      pattern("^(?:panic|fatal error): .*$"),
      pattern("^goroutine [0-9]+ (?:gp=[^ ]+ )?(?:m=[^ ]+ )?(?:mp=[^ ]+ )?\\[[^\\]]+\\]:$"),
    ],
    further: [
      pattern("^$"),
      pattern("^\\[(?:signal|recovered) .*$"),
      pattern("^\\t(?:panic: |[^ ]+:[0-9]+).*$"),
      pattern("^(?:created by )?[A-Za-z_][^ ]*\\.[^ ]*\\(.*\\)(?: in goroutine [0-9]+)?$"),
      pattern("^created by [^ ]+(?: in goroutine [0-9]+)?$"),
      pattern("^exit status [0-9]+$"),
    ],
  },
  node: {
    first: [
      pattern("^(?:Uncaught )?(?:[A-Z][A-Za-z0-9_]*|)(?:Error|Exception)(?: \\[[A-Z0-9_]+\\])?: .*$"),
      pattern("^(?:file://)?/[^ :]+\\.(?:js|cjs|mjs|ts):[0-9]+$"),
    ],
    further: [
      pattern("^\\s+at [^ ].*$"),
      pattern("^\\s+\\^+$"),
      pattern("^$"),
      pattern("^\\s+(?:throw |\\[cause\\]: |\\[errors\\]: |[a-z][A-Za-z]*: ).*$"),
      pattern("^\\s*\\}[,;]?$"),
      pattern("^Node\\.js v[0-9.]+$"),
    ],
  },
};

/** Alternatives as the plug-in takes them: between slashes, which it cuts off without a look at flags. */
const anyOf = (patterns: readonly Pattern[]): string => `/${patterns.map(rubySource).join("|")}/`;

/** A line that begins a trace waits so long for what follows. */
const WAIT = "2s";

/** One language after the other, because what ends a trace of Python begins one of Node: once it is put together, it is neither. */
export const traces = (languages: readonly Language[]): readonly Directive[] =>
  languages.length === 0
    ? []
    : [label("TRACES", ...LANGUAGES.filter((each) => languages.includes(each)).map(together), onTo("RECORDS"))];

const together = (language: Language): Directive =>
  filter("concat", `filter_traces_${language}`, {
    key: RAW,
    separator: "\n",
    multiline_start_regexp: anyOf(TRACES[language].first),
    continuous_line_regexp: anyOf(TRACES[language].further),
    stream_identity_key: "stream",
    use_first_timestamp: true,
    flush_interval: WAIT,
    timeout_label: "@RECORDS",
  });
