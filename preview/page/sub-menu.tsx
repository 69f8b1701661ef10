/** What can be chosen, and where one can go from here. */
import { Button, Dropdown, InlineLabel, Input, LinkButton, Menu, MultiSelect, Select } from "@grafana/ui";
import type { ReactNode } from "react";
import type { DashboardJson, LinkJson } from "../data/dashboard-json";
import { href, type LinkContext } from "./links";
import { usePreview } from "./preview-context";
import type { Offered } from "./variables";

interface SubMenuProps {
  readonly dashboard: DashboardJson;
  readonly variables: readonly Offered[];
  readonly context: LinkContext;
}

export const SubMenu = ({ dashboard, variables, context }: SubMenuProps) => (
  <div style={{ display: "flex", flexWrap: "wrap", gap: 8, padding: "0 16px 8px", alignItems: "center" }}>
    {variables
      .filter(({ variable }) => variable.hide !== 2)
      .map((each) => (
        <Choice key={each.variable.name} {...each} />
      ))}
    <div style={{ flexGrow: 1 }} />
    {(dashboard.links ?? []).map((link) => (
      <DashboardLink key={link.title} link={link} context={context} />
    ))}
  </div>
);

const ALL = "$__all";

const Choice = ({ variable, options, chosen }: Offered) => {
  const { address, go } = usePreview();
  const choose = (values: readonly string[]): void =>
    go({ variables: { ...address.variables, [variable.name]: values } });
  const label = (input: ReactNode) => (
    <div style={{ display: "flex" }} data-variable={variable.name}>
      <InlineLabel width="auto">{variable.label ?? variable.name}</InlineLabel>
      {input}
    </div>
  );
  const name = `Value of ${variable.label ?? variable.name}`;
  if (variable.type === "textbox")
    return label(
      <Input
        aria-label={name}
        width={30}
        defaultValue={chosen.values[0] ?? ""}
        onBlur={({ currentTarget }) => choose([currentTarget.value])}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && choose([currentTarget.value])}
      />,
    );
  const items = options.map((value) => ({ label: value, value }));
  if (variable.multi !== true)
    return label(
      <Select
        aria-label={name}
        width="auto"
        options={variable.includeAll === true ? [{ label: "All", value: ALL }, ...items] : items}
        value={chosen.all ? ALL : (chosen.values[0] ?? null)}
        onChange={({ value }) => value !== undefined && choose([value])}
      />,
    );
  return label(
    <MultiSelect
      aria-label={name}
      width="auto"
      closeMenuOnSelect={false}
      options={[...(variable.includeAll === true ? [{ label: "All", value: ALL }] : []), ...items]}
      value={chosen.all ? [ALL] : [...chosen.values]}
      onChange={(picked) => {
        const values = picked.flatMap(({ value }) => (value === undefined ? [] : [value]));
        // All and a single one together mean what was picked last.
        const last = values.at(-1);
        choose(values.length === 0 || last === ALL ? [ALL] : values.filter((value) => value !== ALL));
      }}
    />,
  );
};

const DashboardLink = ({ link, context }: { readonly link: LinkJson; readonly context: LinkContext }) => {
  const { state } = usePreview();
  if (link.type !== "dashboards")
    return (
      <LinkButton size="sm" variant="secondary" fill="outline" href={href(link, context)}>
        {link.title}
      </LinkButton>
    );
  const tagged = state.dashboards.filter(({ tags }) => link.tags?.every((tag) => tags.includes(tag)) ?? true);
  const menu = () => (
    <Menu>
      {tagged.map(({ uid, title }) => (
        <Menu.Item key={uid} label={title} url={href({ ...link, url: `/d/${uid}` }, context)} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button size="sm" variant="secondary" fill="outline" icon="angle-down" iconPlacement="right">
        {link.title}
      </Button>
    </Dropdown>
  );
};
