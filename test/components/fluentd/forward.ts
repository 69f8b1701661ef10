/** Sends records by Fluentd's own protocol: TLS, a shared key, and MessagePack (Forward Protocol Specification v1). */
import { decode, encode } from "@msgpack/msgpack";
import { createHash } from "node:crypto";
import { connect } from "node:tls";

export interface Sender {
  readonly port: number;
  readonly sharedKey: string;
  readonly authority: string;
}

/** `true` where the key was the right one, and what was sent is on its way. */
export const forward = (
  { port, sharedKey, authority }: Sender,
  tag: string,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca: authority });
    const [hostname, salt] = ["sender", Buffer.from("0123456789abcdef")];
    socket.on("error", reject);
    socket.on("data", (data: Buffer) => {
      const [kind, options] = decode(data) as [string, { readonly nonce?: Uint8Array } | boolean];
      if (kind === "HELO") {
        const nonce = typeof options === "object" ? Buffer.from(options.nonce ?? []) : Buffer.alloc(0);
        const digest = createHash("sha512").update(salt).update(hostname).update(nonce).update(sharedKey).digest("hex");
        socket.write(encode(["PING", hostname, salt, digest, "", ""]));
      } else {
        if (options === true)
          for (const record of records) socket.write(encode([tag, Math.floor(Date.now() / 1_000), record]));
        socket.end(() => resolve(options === true));
      }
    });
  });
