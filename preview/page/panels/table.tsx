/** Tables, with Grafana's own cells. */
import { TableCellHeight } from "@grafana/schema";
import { TableNG } from "@grafana/ui/unstable";
import { fieldConfigOf } from "../field-config";
import { optionsOf, shapeOf, type Draw } from "./view";

interface Options {
  readonly cellHeight: TableCellHeight;
  readonly showHeader: boolean;
  readonly sortBy: { displayName: string; desc?: boolean }[];
}

export const table: Draw = ({ panel, frames, width, height, timeRange }) => {
  const [frame] = frames;
  if (frame === undefined) return null;
  const { cellHeight, showHeader, sortBy } = optionsOf<Options>(panel);
  return (
    <TableNG
      key={shapeOf(frames)}
      data={frame}
      width={width}
      height={height}
      noHeader={showHeader === false}
      cellHeight={cellHeight ?? TableCellHeight.Sm}
      sortBy={sortBy ?? []}
      timeRange={timeRange}
      structureRev={1}
      fieldConfig={fieldConfigOf(panel)}
      enableVirtualization={false}
    />
  );
};
