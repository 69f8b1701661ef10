/** The command that holds a contract against a page: saved, or asked for where the program listens. */
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { checkMetrics } from "../../lib/cli/check-metrics";
import { temporaryFolder } from "../stacks/synthesized";

const WATCHED = `# TYPE user_registrations_total counter
user_registrations_total{source="search",plan="free"} 3
# TYPE active_users gauge
active_users{timeframe="daily"} 905
`;
const REVENUE = `# TYPE revenue_total_cents counter
revenue_total_cents{product="book",currency="EUR"} 1999
`;

const said = async (...args: readonly string[]) => {
  const texts: string[] = [];
  const listen = (text: unknown): boolean => texts.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockImplementation(listen),
  );
  try {
    return { code: await checkMetrics(args), text: texts.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

const saved = (text: string): string => {
  const file = join(temporaryFolder(), "metrics.txt");
  writeFileSync(file, text);
  return file;
};

describe("a page that keeps the contract", () => {
  test("is content with a file", async () =>
    expect(await said("--pack", "business", saved(WATCHED + REVENUE))).toEqual({
      code: 0,
      text: "business: 3 of 3 metrics found. 0 errors, 0 warnings.\n",
    }));

  test("may be several", async () =>
    expect(await said("--pack", "business", saved(WATCHED), saved(REVENUE))).toMatchObject({ code: 0 }));
});

test("a difference is told with its place, and is an error", async () => {
  const { code, text } = await said("--pack", "business", saved(WATCHED + REVENUE.replace("counter", "gauge")));
  expect(code).toBe(1);
  expect(text).toContain("business.metrics.revenueTotalCents: calls revenue_total_cents a counter");
  expect(text).toContain("1 error, 0 warnings.");
});

test("a metric that is missing is an error, unless it may be", async () => {
  expect(await said("--pack", "business", saved(WATCHED))).toMatchObject({ code: 1 });
  const { code, text } = await said("--pack", "business", "--allow-missing", saved(WATCHED));
  expect(code).toBe(0);
  expect(text).toContain("2 of 3 metrics found. 0 errors, 1 warning.");
});

test("a page of something else is refused at its first line", async () => {
  const file = saved("<html>\n<body>\n");
  const { code, text } = await said("--pack", "business", file);
  expect(code).toBe(1);
  expect(text.trim().split("\n")).toHaveLength(1);
  expect(text).toContain(`${file}:1: is no line of the text format: <html>`);
});

describe("a program that listens", () => {
  let server: Server;
  let address: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === "/metrics" ? 200 : 404;
      response.end(request.url === "/metrics" ? WATCHED + REVENUE : "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test("is asked", async () =>
    expect(await said("--pack", "business", `${address}/metrics`)).toMatchObject({ code: 0 }));

  test("is named when it answers with an error", async () =>
    expect(await said("--pack", "business", `${address}/metric`)).toEqual({
      code: 1,
      text: `${address}/metric cannot be read: it answers 404 Not Found\n`,
    }));
});

describe("wrong usage", () => {
  test.each([
    ["no pack", ["metrics.txt"], "usage:"],
    ["no page", ["--pack", "business"], "usage:"],
    ["a pack that there is not", ["--pack", "buisness", "metrics.txt"], 'did you mean "business"'],
    ["an option that there is not", ["--pakc", "business"], "usage:"],
  ])("%s", async (_, args, words) => {
    const { code, text } = await said(...args);
    expect(code).toBe(2);
    expect(text).toContain(words);
  });

  test("a file that there is not is no page", async () => {
    const { code, text } = await said("--pack", "business", "no-such-file.txt");
    expect(code).toBe(1);
    expect(text).toContain("no-such-file.txt cannot be read");
  });
});
