/** Markdown. */
import { renderTextPanelMarkdown } from "@grafana/data";
import type { View } from "./view";

/** @param fill puts the values of variables in */
export const Text = ({
  panel,
  height,
  fill,
}: Pick<View, "panel" | "height"> & { readonly fill: (text: string) => string }) => {
  const content = panel.options?.["content"];
  return (
    <div
      className="markdown-html"
      style={{ height, overflow: "auto" }}
      dangerouslySetInnerHTML={{ __html: renderTextPanelMarkdown(fill(typeof content === "string" ? content : "")) }}
    />
  );
};
