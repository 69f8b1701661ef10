/** The line at the top: where one is, which time is looked at, how it looks. */
import { dateTime, isDateTime, type TimeRange } from "@grafana/data";
import { Alert, TimeRangePicker, ToolbarButton, useTheme2 } from "@grafana/ui";
import { range as rangeOf } from "../data/time";
import { usePreview } from "./preview-context";

interface ToolbarProps {
  readonly title: string;
  readonly range?: { readonly from: string; readonly to: string };
}

export const Toolbar = ({ title, range }: ToolbarProps) => {
  const { colors, typography } = useTheme2();
  const { state, address, go } = usePreview();
  const dark = address.theme === "dark";
  return (
    <header>
      <div style={{ display: "flex", alignItems: "center", gap: 8, padding: "8px 16px" }}>
        <a href={dark ? "/" : "/?theme=light"} style={{ color: colors.text.secondary }}>
          {state.environment}
        </a>
        <span style={{ color: colors.text.secondary }}>›</span>
        <h1 style={{ ...typography.h4, margin: 0 }}>{title}</h1>
        <div style={{ flexGrow: 1 }} />
        {range !== undefined && <Times range={range} />}
        <ToolbarButton
          icon="adjust-circle"
          variant="canvas"
          tooltip={dark ? "Light theme" : "Dark theme"}
          aria-label={dark ? "Light theme" : "Dark theme"}
          onClick={() => go({ theme: dark ? "light" : "dark" })}
        />
      </div>
      {state.problem !== undefined && (
        <div style={{ padding: "0 16px" }} data-problem>
          <Alert severity="error" title="Not built: what you see is what was before">
            <pre>{state.problem}</pre>
          </Alert>
        </div>
      )}
    </header>
  );
};

const Times = ({ range }: { readonly range: { readonly from: string; readonly to: string } }) => {
  const { state, go } = usePreview();
  const { from, to } = rangeOf(range, state.now);
  const move = (start: number, end: number): void =>
    go({ from: String(Math.round(start)), to: String(Math.round(end)) });
  const half = (to - from) / 2;
  const absolute = /^\d/.test(range.from);
  const value: TimeRange = {
    from: dateTime(from),
    to: dateTime(to),
    raw: absolute ? { from: dateTime(from), to: dateTime(to) } : range,
  };
  return (
    <TimeRangePicker
      value={value}
      timeZone="utc"
      onChange={({ raw }) =>
        go({
          from: isDateTime(raw.from) ? String(raw.from.valueOf()) : raw.from,
          to: isDateTime(raw.to) ? String(raw.to.valueOf()) : raw.to,
        })
      }
      onChangeTimeZone={() => undefined}
      onMoveBackward={() => move(from - half, to - half)}
      onMoveForward={() => move(from + half, to + half)}
      onZoom={() => move(from - half, Math.min(to + half, state.now))}
    />
  );
};
