/** What stands at the pointer: the values of that moment; a click pins it, so that its links can be followed. */
import type { Field, LinkModel } from "@grafana/data";
import { type SortOrder, TooltipDisplayMode } from "@grafana/schema";
import {
  getFieldDisplayItems,
  TooltipPlugin2,
  VizTooltipContent,
  VizTooltipFooter,
  VizTooltipHeader,
  VizTooltipWrapper,
  type UPlotConfigBuilder,
} from "@grafana/ui";

interface HoverProps {
  readonly config: UPlotConfigBuilder;
  readonly zoom: (range: { readonly from: number; readonly to: number }) => void;
  readonly mode: TooltipDisplayMode;
  readonly sort: SortOrder;
  readonly fields: Field[];
  readonly titleOf: (index: number) => string;
  readonly linksOf: (series: number, index: number) => LinkModel[];
}

/** The values of the library's enumeration, which is not there at run time. */
const NEAREST = 0;
const ALL = 1;

export const Hover = ({ config, zoom, mode, sort, fields, titleOf, linksOf }: HoverProps) => {
  if (mode === TooltipDisplayMode.None) return null;
  return (
    <TooltipPlugin2
      config={config}
      hoverMode={mode === TooltipDisplayMode.Single ? NEAREST : ALL}
      queryZoom={zoom}
      getDataLinks={linksOf}
      render={(_plot, indexes, series, isPinned, _dismiss, _range, _synced, links) => {
        const [x] = fields;
        if (x === undefined) return null;
        return (
          <VizTooltipWrapper>
            <VizTooltipHeader item={{ label: titleOf(indexes[0] ?? 0), value: "" }} isPinned={isPinned} />
            <VizTooltipContent
              items={getFieldDisplayItems(fields, x, indexes, series, mode, sort)}
              isPinned={isPinned}
              scrollable
              maxHeight={300}
            />
            {isPinned && links.length > 0 && <VizTooltipFooter dataLinks={links as LinkModel<Field>[]} />}
          </VizTooltipWrapper>
        );
      }}
    />
  );
};
