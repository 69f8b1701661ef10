/** A minute of load on every framework at once, of all that keeps memory if anything does: strange paths, errors, clients that leave. */
import { program } from "../tracing/program";
import { parseExposition } from "../../../instrumentation/src/metrics/test-kit/parse-exposition";
import { eventually } from "./counted";
import { get, rawClient } from "./raw-client";

const SECONDS = 60;
/** Until then code is compiled, and series begin. */
const WARM = 10;
/** Bytes that the heap may grow by between the tenth second and the last, in which a hundred thousand requests are answered. */
const LIMIT = 2 ** 20;

const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

/** Each connection asks for twenty things, one after the other without waiting, and then for one that never comes. Tells how much was answered. */
async function visit(port: number, number: number): Promise<number> {
  const client = await rawClient(port);
  const asked = Array.from({ length: 20 }, (_, n) => {
    const id = `${number}-${n}`;
    const path = [
      `/shops/${id}/orders/${id}`,
      `/${id}/wp-admin`,
      `/shops/${id}/throws`,
      `/shops/1/orders/${id}?q=${id}`,
    ];
    return get(path[n % path.length] ?? "/");
  });
  client.send(asked.join("") + get("/shops/1/never"));
  await client.received("HTTP/1.1 ", asked.length);
  if (number % 2) client.leave();
  else client.reset();
  await client.closed;
  return asked.length;
}

test(
  `${SECONDS} s of load leave memory flat, nothing in flight, and few series`,
  async () => {
    const service = program("../../http/programs/loaded.cjs", { preload: "", flags: ["--expose-gc"] });
    const door = await service.address();
    const ports = ((await service.says(/services on (\S+) /))[1] ?? "").split(",").map(Number);
    const began = performance.now();
    const passed = (): number => (performance.now() - began) / 1000;
    let visits = 0;
    let answered = 0;
    const visitors = ports
      .flatMap((port) => [port, port])
      .map(async (port) => {
        while (passed() < SECONDS) {
          const count = await visit(port, (visits += 1));
          answered += count;
        }
      });

    const heap: number[] = [];
    while (passed() < SECONDS) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await textOf(`${door}/metrics`);
      if (passed() >= WARM) heap.push(Number(await textOf(`${door}/heap`)));
    }
    await Promise.all(visitors);

    const samples = async (name: string) => {
      const { families } = parseExposition(await textOf(`${door}/metrics`));
      return [...(families.get(name)?.samples ?? [])];
    };
    await eventually(async () => expect((await samples("http_requests_in_flight"))[0]?.value).toBe(0));
    const requests = await samples("http_requests_total");
    expect(requests.length).toBeLessThan(20);
    // Each visit ends with a request that is aborted.
    expect(requests.reduce((sum, { value }) => sum + value, 0)).toBe(answered + visits);
    expect(answered).toBeGreaterThan(10_000);
    // The least of some, because connections that are open at that moment have their memory.
    const least = (some: readonly number[]): number => Math.min(...some);
    expect(least(heap.slice(-10)) - least(heap.slice(0, 10))).toBeLessThan(LIMIT);
  },
  (SECONDS + 60) * 1000,
);
