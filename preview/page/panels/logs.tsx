/** Lines of logs: when, how bad, what; a click shows the labels and the fields of the line. */
import { dateTimeFormat, type GrafanaTheme2 } from "@grafana/data";
import { useState } from "react";
import { levelOf } from "../../logs/level";
import { optionsOf, type Draw } from "./view";

const COLORS: Readonly<Record<string, string>> = {
  critical: "purple",
  error: "red",
  warn: "yellow",
  info: "green",
  debug: "blue",
  trace: "light-blue",
};

interface Options {
  readonly showTime: boolean;
  readonly wrapLogMessage: boolean;
  readonly enableLogDetails: boolean;
}

export const logs: Draw = ({ panel, frames, height, theme }) => {
  const options = optionsOf<Options>(panel);
  const lines = frames
    .flatMap(({ fields, length }) =>
      Array.from({ length }, (_, index) => ({
        time: Number(fields[0]?.values[index]),
        line: String(fields[1]?.values[index]),
        labels: (fields[2]?.values[index] ?? {}) as Readonly<Record<string, string>>,
      })),
    )
    .sort((left, right) => right.time - left.time);
  return (
    <div
      className="logs"
      style={{ height, overflow: "auto", fontFamily: theme.typography.fontFamilyMonospace, fontSize: 12 }}
    >
      {lines.map((each, index) => (
        <Line key={index} {...each} theme={theme} options={options} />
      ))}
    </div>
  );
};

interface LineProps {
  readonly time: number;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly theme: GrafanaTheme2;
  readonly options: Partial<Options>;
}

const Line = ({ time, line, labels, theme, options }: LineProps) => {
  const [open, setOpen] = useState(false);
  const color = theme.visualization.getColorByName(COLORS[levelOf(labels, line)] ?? "gray");
  return (
    <div className="log-line" style={{ borderLeft: `3px solid ${color}`, padding: "1px 8px", lineHeight: 1.5 }}>
      <div
        onClick={() => options.enableLogDetails !== false && setOpen(!open)}
        style={{
          display: "flex",
          gap: 10,
          cursor: "pointer",
          whiteSpace: options.wrapLogMessage === false ? "pre" : "pre-wrap",
          wordBreak: "break-word",
        }}
      >
        {options.showTime !== false && (
          <span style={{ color: theme.colors.text.secondary, whiteSpace: "nowrap" }}>
            {dateTimeFormat(time, { timeZone: "utc", format: "YYYY-MM-DD HH:mm:ss.SSS" })}
          </span>
        )}
        <span>{line}</span>
      </div>
      {open && (
        <table style={{ margin: "4px 0 8px 16px", color: theme.colors.text.secondary }}>
          <tbody>
            {Object.entries(labels).map(([name, value]) => (
              <tr key={name}>
                <td style={{ paddingRight: 16 }}>{name}</td>
                <td style={{ color: theme.colors.text.primary }}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};
