/** What a provider without a product makes of values: unknown when planned, invented but always the same when applied. */
import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";
import { createHash } from "node:crypto";

class Unknown {}
const UNKNOWN = new Unknown();
const isUnknown = (value) => value instanceof Unknown;

/** Terraform's encoding: unknown is an extension of type 0, or of type 12 when something is known about it. */
const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (value) => (isUnknown(value) ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensionCodec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

export const decodeValue = (value) => {
  if (value?.msgpack?.length > 0) return decode(value.msgpack, { extensionCodec });
  return value?.json?.length > 0 ? JSON.parse(value.json.toString()) : null;
};

export const encodeValue = (value) => ({ msgpack: Buffer.from(encode(value, { extensionCodec, sortKeys: true })) });

/** A planned state: on creation, what the provider computes is unknown; what is written only is nowhere. */
export const planned = (block, value, creating) =>
  mapped(block, value, (attribute, item) => {
    if (attribute.write_only) return null;
    if (item !== null) return item;
    return attribute.computed && creating ? UNKNOWN : null;
  });

/** A state after the fact: every unknown has become a value of its type. */
export const applied = (type, block, value) => {
  const seed = createHash("sha256").update(type).update(JSON.stringify(value)).digest("hex").slice(0, 12);
  return mapped(block, value, (attribute, item, path) => {
    if (attribute.write_only) return null;
    return isUnknown(item) ? invented(attribute, `${path}-${seed}`) : known(attribute.type, item, `${path}-${seed}`);
  });
};

/** Every attribute at every depth, nested attributes and blocks included. */
const mapped = ({ attributes = {}, block_types: blocks = {} }, value, change, path = []) => {
  if (value === null || value === undefined || isUnknown(value)) return value ?? null;
  const result = { ...value };
  for (const [name, attribute] of Object.entries(attributes)) {
    const place = [...path, name];
    const item = change(attribute, value[name] ?? null, place.join("-"));
    const nested = attribute.nested_type;
    result[name] = nested ? each(nested.nesting_mode, item, (inner) => mapped(nested, inner, change, place)) : item;
  }
  for (const [name, { block, nesting_mode }] of Object.entries(blocks))
    result[name] = each(nesting_mode, value[name] ?? null, (inner) => mapped(block, inner, change, [...path, name]));
  return result;
};

const each = (nesting, value, change) => {
  if (value === null || isUnknown(value)) return value;
  if (nesting === "single" || nesting === "group") return change(value);
  if (nesting === "map") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
  return value.map(change);
};

const invented = ({ type, nested_type: nested }, text) => {
  if (nested)
    return nested.nesting_mode === "single"
      ? Object.fromEntries(
          Object.entries(nested.attributes).map(([name, inner]) => [name, invented(inner, `${name}-${text}`)]),
        )
      : [];
  if (Array.isArray(type)) return type[0] === "map" || type[0] === "object" ? {} : [];
  return { string: text, number: 1, bool: false }[type] ?? null;
};

/** A known list or map may hold unknown items. */
const known = (type, value, text) => {
  if (!Array.isArray(type) || value === null || typeof value !== "object") return value;
  const change = (item) => (isUnknown(item) ? invented({ type: type[1] }, text) : item);
  return Array.isArray(value)
    ? value.map(change)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
};
