/** What a PostgreSQL exporter can be told. */
import * as z from "zod";
import {
  cores,
  count,
  dnsName,
  duration,
  environmentFromSecrets,
  mebibytes,
  releaseName,
  resources,
  seconds,
  secretRef,
  serviceAccount,
  values,
  workloadProps,
  isToken,
} from "../../../model";
import { placementOnly } from "../../workload";
import { COLLECTORS } from "./collectors";

const shape = z.strictObject({
  ...workloadProps,
  /** The chart writes one annotation at most. @default no annotations */
  serviceAccount: serviceAccount
    .refine(({ annotations }) => Object.keys(annotations).length <= 1, {
      path: ["annotations"],
      error: "are several, of which the chart makes broken YAML",
      params: { mend: "leave one, or annotate the service account by other means" },
    })
    .prefault({}),
  /** One pod has nobody to be kept apart from. @default nodes as the scheduler likes */
  scheduling: placementOnly.prefault({}),
  /** Name of the Helm release, of the Deployment and of the Service. @default "postgres-exporter-<id>" */
  releaseName: releaseName.default("postgres-exporter"),
  /** Host of the server. One exporter looks after one server: it needs one login, and fails alone. */
  host: dnsName,
  /** @default 5432 */
  port: count(1, 65_535).default(5432),
  /** Database that is connected to; statistics cover all databases of the server. @default "postgres" */
  database: z
    .string()
    .refine((name) => isToken(name) || /^[A-Za-z_][\w$-]{0,62}$/.test(name), {
      error: "is no name of a database",
      params: { mend: "write at most 63 letters, digits, _ and -" },
    })
    .default("postgres"),
  /** Entries `username` and `password` of a member of the role `pg_monitor`. */
  credentials: secretRef("username", "password"),
  /** @default "verify-full" with `authority`, else "require": encrypted, but the server may be anybody */
  sslMode: z.enum(["disable", "require", "verify-ca", "verify-full"]).optional(),
  /** Secret with `ca.crt`, who vouches for the server. @default none */
  authority: secretRef("ca.crt").optional(),
  /** Collectors that are on besides the exporter's own choice and `database_wraparound`. @default none */
  enable: z.array(z.enum(COLLECTORS)).readonly().default([]),
  /** Collectors that are off. @default none */
  disable: z.array(z.enum(COLLECTORS)).readonly().default([]),
  /** How often it is scraped. @default seconds(30) */
  interval: duration.default(seconds(30)),
  /** @default 25m CPU and 32 MiB requested, 128 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.025), memory: mebibytes(32) },
    limits: { memory: mebibytes(128) },
  }),
  /** Variables of the container, from Secrets. @default none */
  environment: environmentFromSecrets,
  /** Have Prometheus scrape it through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

export const postgresExporterProps = shape.superRefine(({ authority, disable, enable, sslMode }, context) => {
  const issue = (key: string, message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [key], input: key, message, params: { mend } });
  if (sslMode?.startsWith("verify") === true && authority === undefined)
    issue(
      "authority",
      `is missing, without which ${sslMode} has nothing to verify by`,
      'write existingSecret("…") with the entry ca.crt',
    );
  if (authority !== undefined && (sslMode === "disable" || sslMode === "require"))
    issue("sslMode", `is ${sslMode}, which never looks at the authority`, 'write "verify-full", or leave it out');
  const both = enable.find((name) => disable.includes(name));
  if (both !== undefined) issue("disable", `names ${both}, which enable names, too`, "leave it in one of the two");
});

export type PostgresExporterProps = z.input<typeof postgresExporterProps>;
export type PostgresExporterSettings = z.output<typeof postgresExporterProps>;
