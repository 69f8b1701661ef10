/** Where Grafana keeps users, sessions, preferences and what people save: a file on a volume, or a database that replicas share. */
import * as z from "zod";
import { port, secretRef, volume, type Volume } from "../../model";
import { iniText } from "./ini";

const server = {
  /** Host name or address of the server. */
  host: iniText.refine((host) => !/[\s/]|:\/\/|:\d+$/.test(host), {
    error: "is no host",
    params: { mend: "write the bare name, e.g. grafana-db.acme.example; the port is a property of its own" },
  }),
  /** Name of the database, which must exist. @default "grafana" */
  name: z
    .string()
    .refine((text) => /^[\w-]+$/.test(text), {
      error: "is no name of a database",
      params: { mend: "use letters, digits, '-' and '_'" },
    })
    .default("grafana"),
  /** User and password, entries `username` and `password`. */
  credentials: secretRef("username", "password"),
  /**
   * Certificate of the authority that signed the server's, entry `ca.crt`. Grafana's MySQL driver needs it whenever it encrypts.
   * @default the authorities that the image knows
   */
  ca: secretRef("ca.crt").optional(),
};

const sqliteDatabase = z.strictObject({
  kind: z.literal("sqlite"),
  volume,
});

const postgresDatabase = z.strictObject({
  kind: z.literal("postgres"),
  ...server,
  /** @default 5432 */
  port: port.default(5_432),
  /** `require` encrypts without asking who the server is. @default "verify-full" */
  sslMode: z.enum(["disable", "require", "verify-ca", "verify-full"]).default("verify-full"),
});

const mysqlDatabase = z.strictObject({
  kind: z.literal("mysql"),
  ...server,
  /** @default 3306 */
  port: port.default(3_306),
  /** `skip-verify` encrypts without asking who the server is. @default "true" */
  sslMode: z.enum(["true", "skip-verify", "false"]).default("true"),
});

export const database = z.discriminatedUnion("kind", [sqliteDatabase, postgresDatabase, mysqlDatabase]);
export type Database = z.output<typeof database>;
type Input<Kind> = Omit<Extract<z.input<typeof database>, { kind: Kind }>, "kind">;

/** What Grafana refuses at start (pkg/services/sqlstore, makeCert). */
export const lacksAuthority = (database: Database): boolean =>
  database.kind === "mysql" && database.sslMode !== "false" && database.ca === undefined;

/** A file on a volume, for one replica: `sqlite({ size: gibibytes(5) })`. */
export const sqlite = (props: Volume): z.input<typeof database> => ({ kind: "sqlite", volume: props });

/** A PostgreSQL database: `postgres({ host: "grafana-db.acme.example", credentials: existingSecret("grafana-db") })`. */
export const postgres = (props: Input<"postgres">): z.input<typeof database> => ({ kind: "postgres", ...props });

/** A MySQL database: `mysql({ host: "grafana-db.acme.example", credentials: existingSecret("grafana-db") })`. */
export const mysql = (props: Input<"mysql">): z.input<typeof database> => ({ kind: "mysql", ...props });
