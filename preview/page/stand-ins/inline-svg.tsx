/** Icons, which are part of the page instead of being fetched one by one. */
import icons from "icons-of-grafana";
import { memo, useMemo, type Ref, type SVGProps } from "react";

/** What the library hands over. */
interface InlineSvgProps extends Omit<SVGProps<SVGSVGElement>, "ref"> {
  readonly src: string;
  readonly title?: string;
  /** Tooltips hold on to it. */
  readonly innerRef?: Ref<SVGSVGElement>;
  /** What would be shown while the icon is fetched. */
  readonly loader?: unknown;
}

const InlineSvg = memo(({ src, innerRef, title, loader, ...rest }: InlineSvgProps) => {
  const markup = icons[/([^/]+\/[^/]+)\.svg$/.exec(src)?.[1] ?? ""];
  const { viewBox, inner } = useMemo(() => {
    const element = new DOMParser().parseFromString(markup ?? "<svg/>", "image/svg+xml").documentElement;
    return { viewBox: element.getAttribute("viewBox") ?? "0 0 24 24", inner: element.innerHTML };
  }, [markup]);
  return (
    <svg viewBox={viewBox} aria-label={title} {...rest} ref={innerRef} dangerouslySetInnerHTML={{ __html: inner }} />
  );
});
InlineSvg.displayName = "InlineSvg";

export default InlineSvg;
