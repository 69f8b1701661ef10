/** grafana.ini: secure from the start, silent towards the internet, and with every secret read from a mounted file. */
import { isMap } from "../../charts";
import { hostOf, urlOf, type Endpoint, type Values } from "../../model";
import { externalUrlOf } from "../exposure";
import { roleExpression, type OauthProvider } from "./authentication";
import type { Database } from "./database";
import { fileReference, iniValue } from "./ini";
import type { GrafanaSettings } from "./props";

/** Where each secret is mounted, by what it is for. */
export const SECRET_FOLDERS = {
  database: "/etc/secrets/database",
  databaseCa: "/etc/secrets/database-ca",
  encryptionKey: "/etc/secrets/encryption-key",
  oauth: "/etc/secrets/oauth",
  smtp: "/etc/secrets/smtp",
} as const;

export const grafanaEndpoint = ({ releaseName, namespace }: GrafanaSettings): Endpoint => ({
  scheme: "http",
  service: releaseName,
  namespace,
  port: 80,
});

/** The address that people type, without a slash at its end. */
export const grafanaUrl = (props: GrafanaSettings): string =>
  (props.url ?? externalUrlOf(props.exposure) ?? urlOf(grafanaEndpoint(props))).replace(/\/$/, "");

export const grafanaIni = (props: GrafanaSettings): Values => {
  const url = grafanaUrl(props);
  const https = !url.startsWith("http:");
  const { security, plugins, oauth, smtp } = props;
  return quoted({
    server: {
      root_url: `${url}/`,
      domain: URL.canParse(url) ? new URL(url).hostname : hostOf(grafanaEndpoint(props)),
    },
    database: databaseSection(props.database),
    security: {
      cookie_secure: security.secureCookies ?? https,
      cookie_samesite: "lax",
      strict_transport_security: security.strictTransportSecurity ?? https,
      content_security_policy: security.contentSecurityPolicy,
      allow_embedding: security.embedding,
      disable_gravatar: true,
      secret_key: props.encryptionKey === undefined ? undefined : fileReference(`${SECRET_FOLDERS.encryptionKey}/key`),
    },
    users: { allow_sign_up: false, allow_org_create: false, auto_assign_org_role: "Viewer", viewers_can_edit: false },
    auth: { disable_login_form: !props.loginForm },
    "auth.anonymous": { enabled: false, hide_version: true },
    "auth.generic_oauth": oauth === undefined ? undefined : oauthSection(oauth),
    smtp: smtp === undefined ? undefined : smtpSection(smtp),
    // Nothing leaves the cluster: no usage reports, no look for updates, no news, no dashboards for people without a login.
    analytics: {
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    },
    news: { news_feed_enabled: false },
    snapshots: { external_enabled: false },
    public_dashboards: { enabled: false },
    cloud_migration: { enabled: false },
    plugins: {
      plugin_admin_enabled: false,
      // Grafana 13 fetches its apps and newer versions of its data sources at start; those in the image suffice. This switch would also
      // keep it from fetching the plugins that were asked for.
      preinstall_disabled: plugins.length === 0,
      preinstall_auto_update: false,
      public_key_retrieval_disabled: plugins.length === 0,
    },
    // The alerting pages show Prometheus's rules and Alertmanager's silences. Grafana's own rules would be evaluated once per replica,
    // and sent past the routes that are tested.
    unified_alerting: { enabled: true, execute_alerts: false },
    log: { mode: "console" },
    "log.console": { format: "json" },
    feature_toggles: Object.keys(props.featureToggles).length === 0 ? undefined : props.featureToggles,
  });
};

const databaseSection = (database: Database): Values => {
  if (database.kind === "sqlite") return { type: "sqlite3" };
  const { kind, host, port, name, sslMode, ca } = database;
  return {
    type: kind,
    host: `${host.includes(":") ? `[${host}]` : host}:${port}`,
    name,
    user: fileReference(`${SECRET_FOLDERS.database}/username`),
    password: fileReference(`${SECRET_FOLDERS.database}/password`),
    ssl_mode: sslMode,
    ca_cert_path: ca === undefined ? undefined : `${SECRET_FOLDERS.databaseCa}/ca.crt`,
    // MySQL compares the name of the certificate with this one only.
    server_cert_name: kind === "mysql" && sslMode === "true" ? host : undefined,
  };
};

const oauthSection = (provider: OauthProvider): Values => ({
  enabled: true,
  name: provider.name,
  client_id: provider.clientId,
  client_secret: fileReference(`${SECRET_FOLDERS.oauth}/clientSecret`),
  auth_url: provider.authUrl,
  token_url: provider.tokenUrl,
  api_url: provider.apiUrl,
  signout_redirect_url: provider.logoutUrl,
  scopes: provider.scopes.join(" "),
  use_pkce: true,
  // Who may log in is the provider's to say, so an account is made for whomever it lets in.
  allow_sign_up: true,
  allowed_domains: provider.allowedDomains.length === 0 ? undefined : provider.allowedDomains.join(" "),
  role_attribute_path: roleExpression(provider.roles),
  role_attribute_strict: provider.roles.otherwise === "turned away",
  allow_assign_grafana_admin: provider.roles.serverAdmins.length > 0,
  auto_login: provider.autoLogin,
});

const smtpSection = ({
  host,
  port,
  from,
  fromName,
  credentials,
  startTls,
}: NonNullable<GrafanaSettings["smtp"]>): Values => ({
  enabled: true,
  host: `${host}:${port}`,
  from_address: from,
  from_name: fromName,
  user: credentials === undefined ? undefined : fileReference(`${SECRET_FOLDERS.smtp}/username`),
  password: credentials === undefined ? undefined : fileReference(`${SECRET_FOLDERS.smtp}/password`),
  startTLS_policy: startTls,
});

const quoted = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      isMap(value) ? quoted(value) : typeof value === "string" ? iniValue(value) : value,
    ]),
  );
