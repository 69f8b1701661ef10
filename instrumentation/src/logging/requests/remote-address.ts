/** Who asked. Any client can write an `X-Forwarded-For`: what proxies of our own have added to its end is all that can be believed. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The address that so many proxies in front of the service have received the request from; with none, that of the connection. */
export function remoteAddress(req: IncomingMessage, trustedProxies: number): string | undefined {
  const connected = bare(req.socket.remoteAddress ?? "");
  if (trustedProxies <= 0) return connected;
  const header = req.headers["x-forwarded-for"] ?? "";
  const chain = (Array.isArray(header) ? header.join() : header)
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  if (chain.length === 0) return connected;
  return bare(chain[Math.max(0, chain.length - trustedProxies)] ?? "");
}

/** Without port and brackets; IPv4 within IPv6 as IPv4; undefined for what is no address. */
function bare(text: string): string | undefined {
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return isIP(v4) === 0 ? undefined : v4;
}
