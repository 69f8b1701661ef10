/** Requests that a team's own tests inject into Fastify, without any connection. */
import { parseExposition } from "../../../instrumentation/src/metrics/test-kit/parse-exposition";
import { program } from "../tracing/program";

test("they count like those of clients", async () => {
  const service = program("../../http/programs/injected.cjs", { preload: "" });
  const [text] = await service.says(/(.|\n)*(?=that is all)/);
  const { families } = parseExposition(text);
  const counted = (families.get("http_requests_total")?.samples ?? []).map(
    ({ labels: { route, status_code }, value }) => [route, status_code, value],
  );
  expect(counted).toEqual([
    ["/orders/:id", "200", 2],
    ["/moved", "302", 1],
    ["/throws", "500", 1],
    ["unmatched", "404", 1],
  ]);
  expect(families.get("http_requests_in_flight")?.samples[0]?.value).toBe(0);
  expect((await service.ended).code).toBe(0);
});
