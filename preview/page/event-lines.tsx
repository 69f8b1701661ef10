/** Deployments and alerts, as lines and bands over a course; their titles at the pointer. */
import { useTheme2, type UPlotConfigBuilder } from "@grafana/ui";
import { useLayoutEffect, useRef, useState } from "react";
import type uPlot from "uplot";
import type { Happened } from "./panel-data";

interface Mark extends Happened {
  readonly left: number;
  readonly width: number;
}

export const EventLines = ({
  config,
  happened,
}: {
  readonly config: UPlotConfigBuilder;
  readonly happened: readonly Happened[];
}) => {
  const theme = useTheme2();
  const [box, setBox] = useState({ left: 0, top: 0, height: 0, width: 0 });
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const events = useRef(happened);
  events.current = happened;

  useLayoutEffect(() => {
    config.addHook("draw", (plot: uPlot) => {
      const ratio = devicePixelRatio;
      const { left, top, width, height } = plot.bbox;
      setBox({ left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio });
      const { min = 0, max = 0 } = plot.scales["x"] ?? {};
      setMarks(
        events.current
          .filter(({ from, to }) => to >= (min ?? 0) && from <= (max ?? 0))
          .map((event) => {
            const [start, end] = [plot.valToPos(Math.max(event.from, min ?? 0), "x"), plot.valToPos(event.to, "x")];
            return { ...event, left: start, width: Math.max(0, end - start) };
          }),
      );
    });
  }, [config]);

  return (
    <div
      className="events"
      style={{
        position: "absolute",
        left: box.left,
        top: box.top,
        width: box.width,
        height: box.height,
        pointerEvents: "none",
        overflow: "hidden",
      }}
    >
      {marks.map(({ left, width, color, title, name, from }) => {
        const drawn = theme.visualization.getColorByName(color);
        return (
          <div key={`${name} ${title} ${from}`}>
            <div style={{ position: "absolute", left, width, height: "100%", background: drawn, opacity: 0.08 }} />
            <div
              title={`${name}: ${title}`}
              style={{
                position: "absolute",
                left: left - 2,
                width: 5,
                height: "100%",
                pointerEvents: "auto",
                background: `repeating-linear-gradient(180deg, transparent 0 4px, ${drawn} 4px 8px) 2px 0 / 1px 100% no-repeat`,
                opacity: 0.6,
              }}
            />
          </div>
        );
      })}
    </div>
  );
};
