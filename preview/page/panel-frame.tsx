/** A panel: its frame and title, its question, and the drawing or what kept it from being drawn. Nothing that goes wrong in it leaves it. */
import { dateTime, LoadingState, renderMarkdown, type DataFrame, type TimeRange } from "@grafana/data";
import { Dropdown, ErrorBoundary, Menu, PanelChrome, ToolbarButton, useTheme2 } from "@grafana/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PanelJson } from "../data/dashboard-json";
import { href, linkText, type LinkContext } from "./links";
import { ownRange, panelData, type Happened } from "./panel-data";
import { drawings, Text } from "./panels";
import { usePreview } from "./preview-context";
import { useLoaded } from "./use-loaded";

export interface FrameProps {
  readonly panel: PanelJson;
  readonly width: number;
  readonly height: number;
  readonly context: LinkContext;
  readonly happened: readonly Happened[];
}

/** For whoever looks at the page by program. */
type Status = "loading" | "drawn" | "empty" | "refused" | "unknown type";

export const PanelFrame = ({ panel, width, height, context, happened }: FrameProps) => {
  const theme = useTheme2();
  const { state, go, version } = usePreview();
  const asks = panel.type !== "text";
  const draw = drawings[panel.type];
  const { value, error, loading } = useLoaded(
    async () =>
      asks && draw
        ? panelData({ panel, context, theme, width: Math.round(width - 60), scrapeInterval: state.scrapeInterval })
        : { frames: [], step: 0 },
    [panel, context, theme, Math.round(width / 100), version],
  );
  const status = ((): Status => {
    if (asks && draw === undefined) return "unknown type";
    if (error !== undefined) return "refused";
    if (value === undefined) return "loading";
    return asks && isEmpty(value.frames) ? "empty" : "drawn";
  })();
  const title = linkText(panel.title ?? "", context);
  const timeRange = useMemo<TimeRange>(() => {
    const { from, to } = ownRange(panel, context);
    return { from: dateTime(from), to: dateTime(to), raw: { from: dateTime(from), to: dateTime(to) } };
  }, [panel, context]);
  const zoom = ({ from, to }: { readonly from: number; readonly to: number }): void =>
    go({ from: String(Math.round(from)), to: String(Math.round(to)) });
  const content = (innerWidth: number, innerHeight: number) => {
    if (!asks) return <Text panel={panel} height={innerHeight} fill={(text) => linkText(text, context)} />;
    if (status === "unknown type") return <Notice text={`not previewed: ${panel.type}`} height={innerHeight} />;
    if (error !== undefined) return <Notice text={error} height={innerHeight} bad />;
    if (value === undefined || draw === undefined) return null;
    const noValue = panel.fieldConfig?.defaults?.["noValue"];
    const isFigure = panel.type === "stat" || panel.type === "gauge";
    if (status === "empty" && !(isFigure && noValue !== undefined))
      return <Notice text={typeof noValue === "string" ? noValue : "No data"} height={innerHeight} />;
    const view = {
      panel,
      frames: [...value.frames],
      width: innerWidth,
      height: innerHeight,
      theme,
      timeRange,
      happened,
      zoom,
    };
    return <Fixed of={[value, theme, innerWidth, innerHeight, happened]}>{() => draw(view)}</Fixed>;
  };
  return (
    <div data-panel={title} data-type={panel.type} data-status={loading ? "loading" : status} style={{ width, height }}>
      <PanelChrome
        width={width}
        height={height}
        title={title}
        hoverHeader={title === ""}
        {...(panel.description === undefined
          ? {}
          : { description: () => renderMarkdown(linkText(panel.description ?? "", context)) })}
        padding={panel.type === "table" ? "none" : "md"}
        displayMode={panel.transparent === true ? "transparent" : "default"}
        loadingState={loading ? LoadingState.Loading : LoadingState.Done}
        titleItems={<Links panel={panel} context={context} />}
      >
        {(innerWidth, innerHeight) => (
          <ErrorBoundary dependencies={[value, theme]}>
            {({ error: thrown }) =>
              thrown === null ? (
                content(innerWidth, innerHeight)
              ) : (
                <div data-thrown={thrown.message}>
                  <Notice text={thrown.message} height={innerHeight} bad />
                </div>
              )
            }
          </ErrorBoundary>
        )}
      </PanelChrome>
    </div>
  );
};

const isEmpty = (frames: readonly DataFrame[]): boolean => frames.every(({ length }) => length === 0);

/** Draws anew only when something that it is drawn from has changed: drawings begin from nothing at each call. */
const Fixed = ({ of, children }: { readonly of: readonly unknown[]; readonly children: () => React.ReactNode }) => {
  const before = useRef<{ of: readonly unknown[]; drawn: React.ReactNode }>(undefined);
  const [, again] = useState(0);
  useEffect(() => again(1), []);
  if (before.current === undefined || before.current.of.some((each, index) => each !== of[index]))
    before.current = { of, drawn: children() };
  return before.current.drawn;
};

const Notice = ({
  text,
  height,
  bad = false,
}: {
  readonly text: string;
  readonly height: number;
  readonly bad?: boolean;
}) => {
  const { colors } = useTheme2();
  return (
    <div
      className="notice"
      style={{
        height,
        display: "flex",
        alignItems: "center",
        justifyContent: "center",
        overflow: "auto",
        color: bad ? colors.error.text : colors.text.secondary,
      }}
    >
      <div style={{ textAlign: "center", overflowWrap: "anywhere" }}>{text}</div>
    </div>
  );
};

const Links = ({ panel, context }: { readonly panel: PanelJson; readonly context: LinkContext }) => {
  const links = panel.links ?? [];
  if (links.length === 0) return null;
  const menu = () => (
    <Menu>
      {links.map((link) => (
        <Menu.Item key={link.title} label={linkText(link.title, context)} url={href(link, context)} icon="link" />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-start">
      <ToolbarButton icon="external-link-alt" iconSize="md" aria-label={`Links of ${panel.title ?? "this panel"}`} />
    </Dropdown>
  );
};
