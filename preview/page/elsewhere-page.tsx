/** Links that leave the dashboards (Explore, for logs and traces) end here, and one sees what would have been asked. */
import { useTheme2 } from "@grafana/ui";
import { Toolbar } from "./toolbar";

export const ElsewherePage = ({ path, search }: { readonly path: string; readonly search: string }) => {
  const { colors, typography } = useTheme2();
  const query = new URLSearchParams(search);
  return (
    <>
      <Toolbar title={path === "/explore" ? "Explore" : path} />
      <main style={{ padding: "8px 16px", maxWidth: 1000 }} data-elsewhere={path}>
        <p style={{ color: colors.text.secondary }}>
          The preview has dashboards only. Grafana would open this page with:
        </p>
        {[...query].map(([name, value]) => (
          <section key={name}>
            <h2 style={{ ...typography.h6 }}>{name}</h2>
            <pre>{pretty(value)}</pre>
          </section>
        ))}
      </main>
    </>
  );
};

const pretty = (value: string): string => {
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
};
