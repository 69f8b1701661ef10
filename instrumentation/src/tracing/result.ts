/** What the results of common clients tell: how many rows came back, which status a server answered with. Nothing here ever throws. */

/** The rows that a query gave back; undefined where its result does not tell. */
export function rowsOf(system: string, result: unknown): number | undefined {
  if (Array.isArray(result)) {
    const first: unknown = result[0];
    // mysql2 answers `[rows, fields]`, and `[header, undefined]` to a statement that changes rows.
    if (MYSQL.has(system) && result.length === 2) return Array.isArray(first) ? first.length : undefined;
    return result.length;
  }
  const rows = property(result, "rows") ?? property(result, "recordset");
  return Array.isArray(rows) ? rows.length : undefined;
}

const MYSQL = new Set(["mysql", "mariadb"]);

/** The status of a response: of `fetch`, axios, got, undici and node's own; also of the response that an error carries. */
export function statusOf(result: unknown): number | undefined {
  const status =
    property(result, "status") ?? property(result, "statusCode") ?? property(property(result, "response"), "status");
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** A property of whatever this is: undefined where there is none, or where its getter throws. */
export function property(value: unknown, name: string): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    const found: unknown = Reflect.get(value, name);
    return found;
  } catch {
    return undefined;
  }
}
