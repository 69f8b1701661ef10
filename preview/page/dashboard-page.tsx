/** One dashboard: its variables and links at the top, its panels below. */
import { useStyles2, useTheme2, Icon } from "@grafana/ui";
import { css } from "@emotion/css";
import { useEffect, useMemo, useState } from "react";
import { grid, type PlacedRow } from "../data/grid";
import type { DashboardJson } from "../data/dashboard-json";
import { range as rangeOf, since } from "../data/time";
import { dashboard as load } from "./api";
import { happenings } from "./panel-data";
import { linkText, type LinkContext } from "./links";
import { PanelFrame } from "./panel-frame";
import { usePreview } from "./preview-context";
import { SubMenu } from "./sub-menu";
import { Toolbar } from "./toolbar";
import { useLoaded } from "./use-loaded";
import { choicesOf, offered } from "./variables";

/** Of Grafana: a row of the grid with the gap below it. */
const ROW = 38;
const GAP = 8;
const MARGIN = 16;

export const DashboardPage = ({ uid }: { readonly uid: string }) => {
  const { version } = usePreview();
  const { value, error } = useLoaded(() => load(uid), [uid, version]);
  if (error !== undefined) return <Missing text={error} />;
  // While the next one is on its way, the one before would ask with the wrong variables.
  return value === undefined || value.uid !== uid ? null : <Loaded key={uid} dashboard={value} />;
};

const Missing = ({ text }: { readonly text: string }) => (
  <>
    <Toolbar title="No such dashboard" />
    <div style={{ padding: MARGIN }} data-missing>
      {text}
    </div>
  </>
);

const Loaded = ({ dashboard }: { readonly dashboard: DashboardJson }) => {
  const { state, address, version } = usePreview();
  const { from = dashboard.time?.from ?? "now-6h", to = dashboard.time?.to ?? "now" } = address;
  const range = useMemo(() => since(state.from, rangeOf({ from, to }, state.now)), [from, to, state]);
  const wanted = JSON.stringify(address.variables);
  const variables = useLoaded(
    () => offered(dashboard, address.variables, range, state.cluster),
    [dashboard, wanted, range, version],
  );
  const context = useMemo<LinkContext>(
    () => ({ choices: choicesOf(variables.value ?? []), range, beginning: state.from, time: `from=${from}&to=${to}` }),
    [variables.value],
  );
  const events = useLoaded(
    async () => (variables.value === undefined ? [] : happenings(dashboard, context, state.scrapeInterval)),
    [dashboard, context, version],
  );
  useEffect(() => {
    document.title = `${dashboard.title} · preview`;
  }, [dashboard]);
  return (
    <>
      <Toolbar title={dashboard.title} range={{ from, to }} />
      {variables.error !== undefined && <Missing text={variables.error} />}
      {variables.value !== undefined && (
        <>
          <SubMenu dashboard={dashboard} variables={variables.value} context={context} />
          <Panels dashboard={dashboard} context={context} happened={events.value ?? NOTHING} />
        </>
      )}
    </>
  );
};

const NOTHING: readonly never[] = [];

interface PanelsProps {
  readonly dashboard: DashboardJson;
  readonly context: LinkContext;
  readonly happened: Parameters<typeof PanelFrame>[0]["happened"];
}

const Panels = ({ dashboard, context, happened }: PanelsProps) => {
  const { address } = usePreview();
  const width = usePageWidth();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const { rows, panels, height } = useMemo(
    () => grid(dashboard, context.choices, toggled),
    [dashboard, context, toggled],
  );
  const scoped = useMemo(
    () => new Map(panels.map(({ key, scope }) => [key, { ...context, choices: { ...context.choices, ...scope } }])),
    [panels, context],
  );
  const alone = panels.find(({ panel }) => `panel-${panel.id ?? ""}` === address.panel);
  if (alone !== undefined)
    return (
      <div style={{ padding: MARGIN }}>
        <PanelFrame
          panel={alone.panel}
          width={width - 2 * MARGIN}
          height={600}
          context={scoped.get(alone.key) ?? context}
          happened={happened}
        />
      </div>
    );
  const column = (width - 2 * MARGIN + GAP) / 24;
  const toggle = (key: string): void =>
    setToggled((before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key]));
  return (
    <div
      id="grid"
      style={{ position: "relative", height: height * ROW + MARGIN }}
      data-rows-closed={rows.filter(({ collapsed }) => collapsed).length}
    >
      {rows.map((row) => (
        <RowTitle key={row.key} row={row} context={context} toggle={() => toggle(row.key)} />
      ))}
      {panels.map(({ key, panel, position: { x, y, w, h } }) => (
        <div key={key} data-key={key} style={{ position: "absolute", left: MARGIN + x * column, top: y * ROW }}>
          <PanelFrame
            panel={panel}
            width={w * column - GAP}
            height={h * ROW - GAP}
            context={scoped.get(key) ?? context}
            happened={happened}
          />
        </div>
      ))}
    </div>
  );
};

const RowTitle = ({
  row,
  context,
  toggle,
}: {
  readonly row: PlacedRow;
  readonly context: LinkContext;
  readonly toggle: () => void;
}) => {
  const theme = useTheme2();
  const style = useStyles2(() => css({ "&:hover": { color: theme.colors.text.maxContrast } }));
  const title = linkText(row.title, { ...context, choices: { ...context.choices, ...row.scope } });
  return (
    <button
      data-row={title}
      aria-expanded={!row.collapsed}
      className={style}
      onClick={toggle}
      style={{
        position: "absolute",
        left: MARGIN,
        top: row.y * ROW,
        height: ROW - GAP,
        border: 0,
        background: "none",
        display: "flex",
        alignItems: "center",
        gap: 8,
        padding: 0,
        fontWeight: 500,
        fontSize: theme.typography.h5.fontSize,
      }}
    >
      <Icon name={row.collapsed ? "angle-right" : "angle-down"} />
      {title}
      {row.collapsed && (
        <span style={{ color: theme.colors.text.secondary, fontWeight: 400 }}>({row.panels} panels)</span>
      )}
    </button>
  );
};

const usePageWidth = (): number => {
  const [width, setWidth] = useState(document.documentElement.clientWidth);
  useEffect(() => {
    const watched = new ResizeObserver(() => setWidth(document.documentElement.clientWidth));
    watched.observe(document.documentElement);
    return () => watched.disconnect();
  }, []);
  return width;
};
