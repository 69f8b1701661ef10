/** What is in a zip file, such as Terraform's plans: its entries as text, one character for each byte. */
import { inflateRawSync } from "node:zlib";

/** PKWARE's APPNOTE, 4.3: sections begin with these numbers. */
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

export const unzipped = (zip: Buffer): ReadonlyMap<string, string> => {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== END) throw new Error("no zip file, or one with a comment");
  const entries = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === CENTRAL) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + size);
    const name = zip.toString("latin1", at + 46, at + 46 + nameLength);
    entries.set(name, (method === 0 ? content : inflateRawSync(content)).toString("latin1"));
    at += 46 + nameLength + extra + comment;
  }
  return entries;
};
