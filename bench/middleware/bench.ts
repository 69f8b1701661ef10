/** `npm run bench:middleware`: what metrics cost a request, beside nothing, prom-client by hand, and express-prom-bundle. */
import Table from "cli-table3";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { median, started, type Figure, type Service } from "./measure";
import { VARIANTS, type Variant } from "./variants";

const USAGE = `usage: npm run bench:middleware [-- options]

  --rounds 7        each loads every variant once, in turns; the figure in the middle counts
  --seconds 4       how long a variant is loaded in a round
  --connections 10  clients that ask one after the other
  --help            print this`;

/** What ours may cost a service beyond prom-client by hand. */
const GOAL = 0.1;

type Figures = ReadonlyMap<Variant, readonly Figure[]>;

/** Each round begins with another variant: whatever slows the machine down for a while meets all of them. */
async function measured(rounds: number, seconds: number, connections: number): Promise<Figures> {
  const services = new Map<Variant, Service>();
  try {
    for (const variant of VARIANTS) services.set(variant, await started(variant));
    for (const service of services.values()) await service.load(Math.min(2, seconds), connections);
    const figures = new Map<Variant, Figure[]>(VARIANTS.map((variant) => [variant, []]));
    for (let round = 0; round < rounds; round += 1) {
      const turn = round % VARIANTS.length;
      for (const variant of [...VARIANTS.slice(turn), ...VARIANTS.slice(0, turn)]) {
        const figure = await services.get(variant)?.load(seconds, connections);
        if (figure) figures.get(variant)?.push(figure);
      }
      process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    }
    return figures;
  } finally {
    for (const { stop } of services.values()) stop();
  }
}

const middle = (figures: Figures, variant: Variant, of: keyof Figure): number =>
  median((figures.get(variant) ?? []).map((figure) => figure[of]));

/** Round by round: neighbours in time are compared, not the figures of a quiet minute with those of a busy one. */
function compared(
  figures: Figures,
  [one, other]: readonly [Variant, Variant],
  of: keyof Figure,
  compare: (one: number, other: number) => number,
): number {
  const others = figures.get(other) ?? [];
  return median((figures.get(one) ?? []).map((figure, round) => compare(figure[of], others[round]?.[of] ?? NaN)));
}

const ratio = (figures: Figures, one: Variant, other: Variant, of: keyof Figure): number =>
  compared(figures, [one, other], of, (a, b) => a / b);

function table(figures: Figures): string {
  const rows = new Table({
    head: ["", "requests/s", "of bare prom-client", "p99", "p99 added", "processor per request"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const variant of VARIANTS) {
    const added = compared(figures, [variant, "bare handler"], "p99", (own, bare) => own - bare);
    rows.push([
      variant,
      middle(figures, variant, "requestsPerSecond").toFixed(0),
      ratio(figures, variant, "bare prom-client", "requestsPerSecond").toFixed(3),
      `${middle(figures, variant, "p99").toFixed(2)} ms`,
      variant === "bare handler" ? "-" : `${added.toFixed(2)} ms`,
      `${middle(figures, variant, "processor").toFixed(1)} us`,
    ]);
  }
  return rows.toString();
}

/** What a service pays more for ours than for prom-client by hand: in requests it can answer, and in time of its processor. */
function verdict(figures: Figures): { readonly text: string; readonly isKept: boolean } {
  const slower = 1 / ratio(figures, "ours", "bare prom-client", "requestsPerSecond") - 1;
  const dearer = ratio(figures, "ours", "bare prom-client", "processor") - 1;
  const isKept = slower <= GOAL;
  const percent = (part: number): string => `${part < 0 ? "" : "+"}${(part * 100).toFixed(1)} %`;
  return {
    text:
      `ours against bare prom-client: ${percent(slower)} time per request, ${percent(dearer)} processor per request; ` +
      `goal: at most +${GOAL * 100} %: ${isKept ? "kept" : "missed"}`,
    isKept,
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "7" },
      seconds: { type: "string", default: "4" },
      connections: { type: "string", default: "10" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const figures = await measured(Number(values.rounds), Number(values.seconds), Number(values.connections));
  const { text, isKept } = verdict(figures);
  console.log(
    `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${values.rounds} rounds of ${values.seconds} s\n`,
  );
  console.log(`${table(figures)}\n\n${text}`);
  return isKept ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
