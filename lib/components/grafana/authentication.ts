/** Who gets into Grafana and as what: its own accounts, and people whom an OAuth 2.0 or OpenID Connect provider vouches for. */
import * as z from "zod";
import { hostName, nonEmpty, secretRef, urlWithoutCredentials } from "../../model";
import { iniText } from "./ini";

/** A group as the provider names it; a JMESPath string cannot end with a backslash. */
const group = iniText.refine((name) => !name.endsWith("\\"), {
  error: "ends with a backslash",
  params: { mend: "write the group's name as it stands in the token" },
});

const claim = z.string().refine((text) => /^("[^"\\]+"|[A-Za-z_]\w*)(\.("[^"\\]+"|[A-Za-z_]\w*))*$/.test(text), {
  error: "is no path of a claim",
  params: { mend: 'write e.g. groups, resource_access.grafana.roles or "https://acme.example/groups" with its quotes' },
});

/** Which role somebody gets. The first that fits counts, from the most powerful down. */
const roles = z.strictObject({
  /** Where the provider says which groups somebody is in, e.g. `resource_access.grafana.roles` or `"https://acme.example/groups"`. @default "groups" */
  claim: claim.default("groups"),
  /** Groups that administer the server as well, all organizations included. @default none */
  serverAdmins: z.array(group).readonly().default([]),
  /** Groups that administer data sources, users and teams. @default none */
  admins: z.array(group).readonly().default([]),
  /** Groups that edit dashboards. @default none */
  editors: z.array(group).readonly().default([]),
  /** Groups that look only. Needed where all others are turned away. @default none */
  viewers: z.array(group).readonly().default([]),
  /** What happens to everybody else. @default "Viewer" */
  otherwise: z.enum(["Viewer", "turned away"]).default("Viewer"),
});

export const oauthProvider = z.strictObject({
  /** Name on the login button. @default "Single sign-on" */
  name: iniText.default("Single sign-on"),
  clientId: iniText,
  /** Entry `clientSecret`. */
  clientSecret: secretRef("clientSecret"),
  /** The provider's authorization endpoint, to which browsers are sent. */
  authUrl: urlWithoutCredentials.and(iniText),
  /** The provider's token endpoint, which Grafana itself calls. */
  tokenUrl: urlWithoutCredentials.and(iniText),
  /** The provider's user info endpoint, which Grafana itself calls. */
  apiUrl: urlWithoutCredentials.and(iniText),
  /** Where people are sent when they log out. @default Grafana's login page */
  logoutUrl: urlWithoutCredentials.and(iniText).optional(),
  /** @default ["openid", "profile", "email"]; many providers want "groups" as well */
  scopes: z
    .array(
      nonEmpty.refine((scope) => !/\s/.test(scope), {
        error: "has spaces",
        params: { mend: "write each scope by itself" },
      }),
    )
    .min(1)
    .readonly()
    .default(["openid", "profile", "email"]),
  /** Domains that an e-mail address must be in. @default any: whomever the provider lets in */
  allowedDomains: z.array(hostName).readonly().default([]),
  /** @default everybody is a viewer */
  roles: roles.prefault({}),
  /** Skip Grafana's login page. @default false */
  autoLogin: z.boolean().default(false),
});
export type OauthProvider = z.output<typeof oauthProvider>;

/** A generic OAuth 2.0 or OpenID Connect provider: `oauth({ clientId: "grafana", clientSecret: existingSecret("grafana-oauth"), … })`. */
export const oauth = (props: z.input<typeof oauthProvider>): z.input<typeof oauthProvider> => props;

/**
 * The JMESPath expression that tells somebody's role from the claims. `to_array` because a provider may send one group as text, or none at all.
 */
export const roleExpression = ({
  claim: path,
  serverAdmins,
  admins,
  editors,
  viewers,
  otherwise,
}: OauthProvider["roles"]): string => {
  const cases = (
    [
      ["GrafanaAdmin", serverAdmins],
      ["Admin", admins],
      ["Editor", editors],
      ["Viewer", viewers],
    ] as const
  ).flatMap(([role, groups]) =>
    groups.map((name) => `contains(to_array(${path}), '${name.replaceAll("'", "\\'")}') && '${role}'`),
  );
  return [...cases, ...(otherwise === "Viewer" ? ["'Viewer'"] : [])].join(" || ");
};
