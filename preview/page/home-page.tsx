/** All dashboards of the environment; runbook pages, of which there are many, below the others. */
import { FilterInput, useTheme2 } from "@grafana/ui";
import { useState } from "react";
import type { Listed } from "../data/served";
import { usePreview } from "./preview-context";
import { Toolbar } from "./toolbar";

const RUNBOOK = "runbook-";

export const HomePage = () => {
  const { state } = usePreview();
  const { colors } = useTheme2();
  const [wanted, setWanted] = useState("");
  const found = state.dashboards.filter(({ title, uid, tags }) =>
    [title, uid, ...tags].some((text) => text.toLowerCase().includes(wanted.toLowerCase())),
  );
  const pages = found.filter(({ uid }) => uid.startsWith(RUNBOOK));
  return (
    <>
      <Toolbar title="Dashboards" />
      <main style={{ padding: "8px 16px", maxWidth: 1200 }}>
        <p style={{ color: colors.text.secondary }}>{state.about}</p>
        <FilterInput value={wanted} onChange={setWanted} placeholder="Search" escapeRegex={false} />
        <List dashboards={found.filter(({ uid }) => !uid.startsWith(RUNBOOK))} />
        {pages.length > 0 && <h2 style={{ marginTop: 24, fontSize: 16 }}>{pages.length} runbook pages</h2>}
        <List dashboards={pages} />
      </main>
    </>
  );
};

const List = ({ dashboards }: { readonly dashboards: readonly Listed[] }) => {
  const { colors } = useTheme2();
  const { address } = usePreview();
  return (
    <ul style={{ listStyle: "none", padding: 0, marginTop: 12 }}>
      {dashboards.map(({ uid, title, description, tags }) => (
        <li key={uid} style={{ padding: "6px 0", borderBottom: `1px solid ${colors.border.weak}` }}>
          <a
            href={`/d/${uid}${address.theme === "light" ? "?theme=light" : ""}`}
            style={{ color: colors.text.link, fontWeight: 500 }}
          >
            {title}
          </a>
          <span style={{ color: colors.text.secondary, marginLeft: 12 }}>{tags.join(" · ")}</span>
          <div style={{ color: colors.text.secondary }}>{description}</div>
        </li>
      ))}
    </ul>
  );
};
