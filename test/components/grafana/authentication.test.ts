/** Who gets which role. */
import { roleExpression, type OauthProvider } from "../../../lib/components/grafana/authentication";

const roles = (some: Partial<OauthProvider["roles"]>): OauthProvider["roles"] => ({
  claim: "groups",
  serverAdmins: [],
  admins: [],
  editors: [],
  viewers: [],
  otherwise: "Viewer",
  ...some,
});

test.each<readonly [title: string, some: Partial<OauthProvider["roles"]>, expression: string]>([
  ["everybody looks", {}, "'Viewer'"],
  ["some administer", { admins: ["sre"] }, "contains(to_array(groups), 'sre') && 'Admin' || 'Viewer'"],
  [
    "the most powerful role comes first",
    { viewers: ["all"], editors: ["devs"], admins: ["sre", "leads"], serverAdmins: ["root"], otherwise: "turned away" },
    "contains(to_array(groups), 'root') && 'GrafanaAdmin' || contains(to_array(groups), 'sre') && 'Admin' || " +
      "contains(to_array(groups), 'leads') && 'Admin' || contains(to_array(groups), 'devs') && 'Editor' || " +
      "contains(to_array(groups), 'all') && 'Viewer'",
  ],
  [
    "groups are anywhere in the token",
    { claim: '"https://acme.example/groups".grafana', editors: ["devs"] },
    "contains(to_array(\"https://acme.example/groups\".grafana), 'devs') && 'Editor' || 'Viewer'",
  ],
  [
    "a quote is escaped, a backslash is itself",
    { admins: ["O'Brien\\s"] },
    "contains(to_array(groups), 'O\\'Brien\\s') && 'Admin' || 'Viewer'",
  ],
])("%s", (_, some, expression) => {
  expect(roleExpression(roles(some))).toBe(expression);
});
