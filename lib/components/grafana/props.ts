/** What a Grafana can be told. */
import * as z from "zod";
import {
  cores,
  disruptionBudget,
  dnsLabel,
  environmentFromSecrets,
  existingSecret,
  exposure,
  gibibytes,
  labelKey,
  labelValue,
  mebibytes,
  port,
  releaseName,
  replicaCount,
  resources,
  secretRef,
  urlWithoutCredentials,
  values,
  workloadProps,
} from "../../model";
import { oauthProvider } from "./authentication";
import { database, lacksAuthority, sqlite } from "./database";
import { iniText } from "./ini";

const rootUrl = urlWithoutCredentials
  .and(iniText)
  .refine((text) => !URL.canParse(text) || new URL(text).pathname === "/", {
    error: "has a path",
    params: { mend: "give Grafana a host of its own, e.g. https://grafana.acme.example" },
  });

const plugin = z.string().refine((text) => /^[a-z0-9][a-z0-9-]*@\d+\.\d+\.\d+[\w.+-]*$/.test(text), {
  error: "is no plugin with its version",
  params: { mend: "write e.g. grafana-clock-panel@2.1.8" },
});

const featureToggle = z.string().refine((text) => /^[A-Za-z]\w*$/.test(text), {
  error: "is no name of a feature toggle",
  params: { mend: "write it as Grafana's documentation does, without spaces" },
});

const mailServer = z.strictObject({
  /** Host name or address of the server. */
  host: iniText.refine((host) => !/[\s/]|:\d+$/.test(host), {
    error: "is no host",
    params: { mend: "write the bare name, e.g. smtp.acme.example; the port is a property of its own" },
  }),
  /** @default 587 */
  port: port.default(587),
  /** Sender's address. */
  from: iniText.refine((address) => /^[^\s@]+@[^\s@]+$/.test(address), {
    error: "is no mail address",
    params: { mend: "write e.g. grafana@acme.example" },
  }),
  /** Sender's name. @default "Grafana" */
  fromName: iniText.default("Grafana"),
  /** Entries `username` and `password`. @default the server asks for no login */
  credentials: secretRef("username", "password").optional(),
  /** @default "MandatoryStartTLS" */
  startTls: z.enum(["MandatoryStartTLS", "OpportunisticStartTLS", "NoStartTLS"]).default("MandatoryStartTLS"),
});

const dashboardSidecar = z.strictObject({
  /** Label that marks a ConfigMap. @default "grafana_dashboard" */
  label: labelKey.default("grafana_dashboard"),
  /** Its value. @default any */
  value: labelValue.optional(),
  /** Namespaces to look in besides Grafana's own. The chart lets the sidecar read Secrets there, too. @default none */
  namespaces: z.array(dnsLabel).readonly().default([]),
  /** @default 10m CPU and 96 MiB requested, 192 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.01), memory: mebibytes(96) },
    limits: { memory: mebibytes(192) },
  }),
});

const shape = z.strictObject({
  ...workloadProps,
  /** Name of the Helm release, from which the Service gets its. @default "grafana" */
  releaseName: releaseName.default("grafana"),
  /** More than one needs a database that they share. @default 2 with PostgreSQL or MySQL, 1 with SQLite */
  replicas: replicaCount.optional(),
  /** Where users, sessions and saved work are kept. @default sqlite({ size: gibibytes(10) }) */
  database: database.prefault(sqlite({ size: gibibytes(10) })),
  /**
   * The first administrator, entries `username` and `password`; who changes the password later does so in Grafana. Without a Secret the
   * chart would invent a new password on each run. @default existingSecret("grafana-admin"), which has to be there
   */
  admin: secretRef("username", "password").prefault(existingSecret("grafana-admin")),
  /**
   * Key that encrypts the secrets in the database, entry `key`. Keep it: what is encrypted with one key is lost with another.
   * @default Grafana's own, which everybody knows; nothing that this library provisions is encrypted with it but logins of data sources
   */
  encryptionKey: secretRef("key").optional(),
  /** Address that people type, which links and logins come back to. @default that of `exposure`, else the Service's */
  url: rootUrl.optional(),
  /** How people reach it. It asks for a login by itself. @default from inside the cluster only */
  exposure: exposure.optional(),
  /** Single sign-on. @default Grafana's own accounts only. Nobody gets in without a login in either case */
  oauth: oauthProvider.optional(),
  /** The form for user and password, which administrators and Terraform's provider do not need: they log in at the API. @default true */
  loginForm: z.boolean().default(true),
  security: z
    .strictObject({
      /** Cookies travel over HTTPS only. @default true, unless the address begins with http: */
      secureCookies: z.boolean().optional(),
      /** Browsers come back over HTTPS only. @default true, unless the address begins with http: */
      strictTransportSecurity: z.boolean().optional(),
      /** Scripts of this Grafana only. Some plugins break. @default true */
      contentSecurityPolicy: z.boolean().default(true),
      /** Other sites may show it in a frame. @default false */
      embedding: z.boolean().default(false),
    })
    .prefault({}),
  /** Server for invitations and password resets. @default none */
  smtp: mailServer.optional(),
  /**
   * Plugins beyond those of the image, as `id@version`. They are downloaded from grafana.com whenever a pod starts, so without a way there
   * no pod starts, and Grafana's own apps are downloaded along with them. @default none, and nothing is downloaded
   */
  plugins: z.array(plugin).readonly().default([]),
  /** Feature toggles on top of Grafana's own defaults. @default none */
  featureToggles: z.record(featureToggle, z.boolean()).readonly().default({}),
  /** Dashboards from ConfigMaps with a label, by a sidecar that reads the cluster. @default none: dashboards come through Grafana's API */
  dashboardConfigMaps: dashboardSidecar.optional(),
  /** Further environment variables, each from a Secret. @default none */
  environment: environmentFromSecrets,
  /** @default 100m CPU and 256 MiB requested, 1 GiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.1), memory: mebibytes(256) },
    limits: { memory: gibibytes(1) },
  }),
  /** @default one replica may be away, when there are several */
  disruptionBudget: disruptionBudget.optional(),
  /** Have Prometheus scrape it through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

export const grafanaProps = shape
  .refine(({ database, replicas = 1 }) => database.kind !== "sqlite" || replicas <= 1, {
    path: ["replicas"],
    error: "is more than one, but SQLite is a file that one replica opens",
    params: { mend: "write replicas: 1, or database: postgres({ … })" },
  })
  .refine(({ database }) => !lacksAuthority(database), {
    path: ["database", "ca"],
    error: "is missing, without which Grafana opens no encrypted connection to MySQL",
    params: { mend: 'write ca: existingSecret("grafana-db-ca")' },
  })
  .refine(({ oauth, loginForm }) => loginForm || oauth !== undefined, {
    path: ["loginForm"],
    error: "is off, but there is no other way to log in",
    params: { mend: "leave it on, or add oauth: { … }" },
  })
  .refine(({ oauth }) => oauth === undefined || oauth.roles.otherwise === "Viewer" || someGroup(oauth.roles), {
    path: ["oauth", "roles", "otherwise"],
    error: "turns everybody away, because no group gets a role",
    params: { mend: "name the groups that get in: roles: { viewers: […] }" },
  });

type Roles = z.output<typeof oauthProvider>["roles"];
const someGroup = ({ serverAdmins, admins, editors, viewers }: Roles): boolean =>
  [serverAdmins, admins, editors, viewers].some((groups) => groups.length > 0);

export type GrafanaProps = z.input<typeof grafanaProps>;
export type GrafanaSettings = z.output<typeof grafanaProps>;

export const replicasOf = ({ replicas, database }: GrafanaSettings): number =>
  replicas ?? (database.kind === "sqlite" ? 1 : 2);
