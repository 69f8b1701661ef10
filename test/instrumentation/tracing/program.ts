/** Real programs on the compiled package: what hooks into `require` and `import`, and what happens at the end of a process, shows nowhere else. */
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pause } from "./receiver";

const root = join(__dirname, "..", "..", "..");
const programs = join(__dirname, "programs");

export interface ProgramOptions {
  /** Loaded before it, from the same folder: a `.mjs` by `--import`, a `.cjs` by `--require`. @default tracing of the program's own kind */
  readonly preload?: string;
  /** Options of `TracingSetup`. @default a service by the program's name */
  readonly tracing?: object;
  /** Variables; nothing of the tests' own environment but the path reaches the program. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of node. @default none */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  /** The folder that it is started in. @default that of the tests */
  readonly cwd?: string;
  /** Whether it lives as long as the tests of the file. @default false, it ends with its test */
  readonly isShared?: boolean;
}

export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Since the signal that was sent, else since the start. */
  readonly seconds: number;
}

export interface Program {
  readonly pid: number;
  output(): string;
  errors(): string;
  /** Waits until the output matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The address it says that it listens on. */
  address(): Promise<string>;
  send(signal: NodeJS.Signals): void;
  readonly ended: Promise<End>;
}

interface Started {
  readonly kill: () => void;
  readonly ended: Promise<unknown>;
}
const startedByTest: Started[] = [];
const startedByFile: Started[] = [];

async function killed(programs: Started[]): Promise<void> {
  for (const { kill } of programs) kill();
  await Promise.all(programs.splice(0).map(({ ended }) => ended));
}

/** Nothing that a test started survives it, however the test ended. */
afterEach(() => killed(startedByTest));
afterAll(() => killed(startedByFile));

/** Compiles the package unless it is younger than its sources, as it is after `npm test` has compiled it. */
beforeAll(() => {
  const youngest = Math.max(...["contract/src", "instrumentation/src"].map((folder) => youngestIn(join(root, folder))));
  if (youngest < timeOf(join(root, "instrumentation", "dist", ".tsbuildinfo"))) return;
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", "instrumentation"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`instrumentation does not compile:\n${stdout}`);
}, 120_000);

function youngestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => timeOf(join(folder, file))));
}

const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Starts a program of the folder `programs`; the test that did ends it. */
export function program(name: string, options: ProgramOptions = {}): Program {
  const {
    preload = name.endsWith(".mjs") ? "tracing.mjs" : "tracing.cjs",
    env = {},
    flags = [],
    args = [],
    cwd,
    isShared = false,
  } = options;
  const tracing = { service: name.replace(/\..*/, ""), ...options.tracing };
  const load = [preload.endsWith(".mjs") ? "--import" : "--require", join(programs, preload)];
  let began = performance.now();
  const child = spawn(process.execPath, [...flags, ...(preload === "" ? [] : load), join(programs, name), ...args], {
    env: { PATH: process.env["PATH"], TEST_TRACING: JSON.stringify(tracing), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  let isOver = false;
  const ended = new Promise<End>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      isOver = true;
      resolve({ code, signal, seconds: (performance.now() - began) / 1000 });
    });
  });
  (isShared ? startedByFile : startedByTest).push({ kill: () => void child.kill("SIGKILL"), ended });
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (const deadline = Date.now() + 20_000; ; await pause(10)) {
      const match = pattern.exec(output);
      if (match) return match;
      if (isOver || Date.now() > deadline)
        throw new Error(`${name} does not say ${String(pattern)}:\n${output}\n${errors}`);
    }
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    says,
    address: async () => `http://127.0.0.1:${(await says(/listening on (\d+)/))[1]}`,
    send: (signal) => {
      began = performance.now();
      child.kill(signal);
    },
    ended,
  };
}
