/** Sends encoded spans over HTTP. */
import { Agent, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { messageOf } from "./failure";
import { type Answer, type Delivery, detach, noAnswer, type Transport, type TransportConfig } from "./transport";

/** The largest answer that is read. What a collector has to say is short. */
const LONGEST_ANSWER = 64 * 1024;

/** Says that it could work later: too many requests, or a proxy whose collector is away. */
const PASSING_STATUSES = new Set([429, 502, 503, 504]);

export class HttpTransport implements Transport {
  readonly #config: TransportConfig;
  #agent: Agent | undefined;

  constructor(config: TransportConfig) {
    this.#config = config;
  }

  async send({ body, compressed, timeLeft }: Delivery): Promise<Answer> {
    const url = new URL(this.#config.url);
    const headers = {
      ...(await this.#config.headers()),
      "Content-Length": body.byteLength,
      ...(compressed ? { "Content-Encoding": "gzip" } : {}),
    };
    const isEncrypted = url.protocol === "https:";
    // Certificates and keys that variables name are in the agent of OpenTelemetry's making.
    this.#agent ??= isEncrypted ? await this.#config.agentFactory(url.protocol) : new Agent({ keepAlive: true });
    const agent = this.#agent;
    const request = isEncrypted ? httpsRequest : httpRequest;
    return new Promise((resolve) => {
      const sent = request(url, { method: "POST", headers, agent }, (response) => readAnswer(response, resolve));
      const timer = setTimeout(() => {
        resolve(noAnswer(this.#config));
        sent.destroy();
      }, timeLeft).unref();
      sent.on("close", () => clearTimeout(timer));
      sent.on("error", (error) => resolve({ kind: "away", problem: messageOf(error) }));
      sent.on("socket", detach);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent?.destroy();
  }
}

function readAnswer(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_ANSWER) chunks.push(chunk);
  });
  const status = response.statusCode ?? 0;
  const end = (): void => {
    if (status >= 200 && status < 300) return resolve({ kind: "accepted", body: Buffer.concat(chunks) });
    const problem = `HTTP ${status} ${response.statusMessage ?? ""}`.trim();
    if (!PASSING_STATUSES.has(status)) return resolve({ kind: "refused", problem });
    resolve({ kind: "away", problem, retryAfter: secondsOf(response.headers["retry-after"]) });
  };
  response.on("end", end);
  response.on("error", end);
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
