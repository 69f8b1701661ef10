/** What stands at the pointer over drawings of our own, of which the library knows no series. */
import { Portal, useTheme2, type UPlotConfigBuilder } from "@grafana/ui";
import { useLayoutEffect, useState, type ReactNode } from "react";
import type uPlot from "uplot";

interface At {
  readonly x: number;
  readonly y: number;
  /** In the units of the axes. */
  readonly time: number;
  readonly height: number;
}

export const Pointer = ({
  config,
  children,
}: {
  readonly config: UPlotConfigBuilder;
  readonly children: (time: number, height: number) => ReactNode;
}) => {
  const theme = useTheme2();
  const [at, setAt] = useState<At>();
  useLayoutEffect(() => {
    config.addHook("init", (plot: uPlot) => {
      plot.over.addEventListener("mouseleave", () => setAt(undefined));
      plot.over.addEventListener("mousemove", (event) => {
        const { left, top } = plot.over.getBoundingClientRect();
        const [x, y] = [event.clientX, event.clientY];
        setAt({ x, y, time: plot.posToVal(x - left, "x"), height: plot.posToVal(y - top, "y") });
      });
    });
  }, [config]);
  const content = at === undefined ? null : children(at.time, at.height);
  if (at === undefined || content === null) return null;
  const rightHalf = at.x > innerWidth / 2;
  return (
    <Portal>
      <div
        style={{
          position: "fixed",
          top: at.y + 12,
          ...(rightHalf ? { right: innerWidth - at.x + 12 } : { left: at.x + 12 }),
          padding: 8,
          pointerEvents: "none",
          zIndex: theme.zIndex.tooltip,
          background: theme.colors.background.elevated,
          border: `1px solid ${theme.colors.border.weak}`,
          borderRadius: theme.shape.radius.default,
          fontSize: theme.typography.bodySmall.fontSize,
        }}
      >
        {content}
      </div>
    </Portal>
  );
};
