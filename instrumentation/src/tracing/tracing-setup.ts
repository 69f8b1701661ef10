/** Traces of an application, from the first line of its program to its last: started before the application is loaded, and never in its way. */
import { createRequire } from "node:module";
import { diag, DiagLogLevel, ProxyTracerProvider, trace } from "@opentelemetry/api";
import { type Environment, type LogLevelName, readEnvironment } from "../environment";
import { type Finding, reportOf } from "../findings";
import { API_VERSION, placesOfApplication, strangeApis } from "./api-copies";
import { printDiagnostic, RateLimitedDiagnostics } from "./diagnostics";
import { isHooksThread } from "./esm-hook";
import { messageOf } from "./failure";
import type * as Sdk from "./sdk";
import { type TracingOptions, type TracingSettings, tracingSettings } from "./settings";
import { beforeSignals } from "./signals";
import { endsWithin } from "./within";

const load = createRequire(__filename);

/**
 * Starts OpenTelemetry's SDK: instrumentations, W3C context and baggage, export by OTLP. Whatever is wrong with options, variables or the collector, the application runs on,
 * at worst without traces; what was wrong is told through `onDiagnostic`.
 */
export class TracingSetup {
  /** What was wrong with the options and the variables; the defaults stand in for it. */
  readonly findings: readonly Finding[];

  readonly #settings: TracingSettings;
  readonly #diagnostics: RateLimitedDiagnostics;
  #sdk: Sdk.RunningSdk | undefined;
  #stopped: Promise<void> | undefined;
  /** The end of the process has been delayed once for a collector that does not answer. */
  #isInVain = false;
  readonly #cleanUp: (() => void)[] = [];

  constructor(options: TracingOptions, environment: Environment = readEnvironment()) {
    this.#settings = tracingSettings(options, environment);
    this.findings = this.#settings.findings;
    this.#diagnostics = new RateLimitedDiagnostics(this.#settings.onDiagnostic ?? printDiagnostic);
  }

  /** Whether spans are made and exported. */
  get isRunning(): boolean {
    return this.#sdk !== undefined && this.#stopped === undefined;
  }

  /**
   * Call it before anything is loaded that shall be traced: in a file that `node --import` or `--require` names. Never throws.
   * @param options.reportFindings whether to tell `onDiagnostic` what was wrong with the settings @default true
   */
  start({ reportFindings = true }: { readonly reportFindings?: boolean } = {}): this {
    if (this.#sdk || this.#stopped || isHooksThread()) return this;
    if (reportFindings && this.findings.length > 0)
      this.#diagnostics.warn(`not all settings fit, the rest counts:\n${reportOf(this.findings)}`);
    if (this.#settings.disabled) return this;
    try {
      this.#start();
    } catch (error) {
      this.#diagnostics.error(`there will be no traces, OpenTelemetry did not start: ${messageOf(error)}`);
    }
    return this;
  }

  /** Sends what has ended so far. Waits at most `shutdownTimeout`; never rejects. */
  async flush(): Promise<void> {
    await this.#flushed();
  }

  /** Sends what has ended so far, and ends tracing. Waits at most `shutdownTimeout`; never rejects; more calls wait for the first. */
  shutdown(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  #start(): void {
    if (isAnotherRunning()) {
      this.#diagnostics.warn(
        "OpenTelemetry runs already, started by somebody else: it stays as it is, our settings have no effect",
      );
      return;
    }
    this.#tellOfStrangeApis();
    const before = new Set(Object.keys(load.cache));
    const { startSdk } = load("./sdk") as typeof Sdk;
    const logLevel = levelOf(this.#settings.logLevel);
    this.#sdk = startSdk(this.#settings, {
      report: (problem) => this.#diagnostics.warn(problem),
      listen: () => void diag.setLogger(this.#diagnostics, { logLevel, suppressOverrideMessage: true }),
    });
    this.#tellWhatCameTooEarly(before);
    if (this.#settings.signals) this.#cleanUp.push(beforeSignals(() => this.flush()));
    const atEnd = (): void => void this.#flushAtEnd();
    process.on("beforeExit", atEnd);
    this.#cleanUp.push(() => void process.removeListener("beforeExit", atEnd));
  }

  /** Node asks again whether there is anything left to do when what was done here is done. */
  async #flushAtEnd(): Promise<void> {
    if (!this.#isInVain) this.#isInVain = !(await this.#flushed());
  }

  /** Whether it ended in time. */
  async #flushed(): Promise<boolean> {
    return !this.#sdk || this.#stopped !== undefined || (await this.#endsInTime(this.#sdk.flush()));
  }

  /** OpenTelemetry lets nobody in whose copy is later than the one that began: spans of such a copy would be lost without a word. */
  #tellOfStrangeApis(): void {
    for (const { version, from } of strangeApis(placesOfApplication()))
      this.#diagnostics.error(
        `${from} has @opentelemetry/api ${version}, a second copy beside our ${API_VERSION} that does not work with it: its spans and its context are lost; ` +
          `install @opentelemetry/api@${API_VERSION} in the application, so that there is one copy`,
      );
  }

  /** A module that is loaded before it can be instrumented makes no spans, and nothing else would say so. */
  #tellWhatCameTooEarly(paths: ReadonlySet<string>): void {
    const early = this.#sdk?.modules.filter(
      (name) => !OUR_OWN.has(name) && [...paths].some((path) => path.includes(folderOf(name))),
    );
    if (!early?.length) return;
    const hint = "start tracing in a file of its own, by node --import or --require";
    this.#diagnostics.warn(`loaded before tracing began, and so not traced: ${early.join(", ")}; ${hint}`);
  }

  async #stop(): Promise<void> {
    for (const act of this.#cleanUp) act();
    if (this.#sdk) await this.#endsInTime(this.#sdk.shutdown());
  }

  async #endsInTime(work: Promise<unknown>): Promise<boolean> {
    const { shutdownTimeout } = this.#settings;
    const inTime = await endsWithin(shutdownTimeout, work);
    if (!inTime) this.#diagnostics.warn(`not all spans could be sent within ${shutdownTimeout} s`);
    return inTime;
  }
}

/** Loaded by this package itself; ours needs no instrumentation, and the application's is changed when it is loaded. */
const OUR_OWN = new Set(["pino"]);

const folderOf = (name: string): string => `/node_modules/${name}/`;

function isAnotherRunning(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer("any") !== undefined;
}

const LEVELS: Readonly<Record<LogLevelName, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

const levelOf = (name: LogLevelName = "warn"): DiagLogLevel => LEVELS[name];
