/** What can be seen on a drawn dashboard, as facts: runs inside the page. */

export interface PanelFacts {
  readonly title: string;
  readonly type: string;
  /** `drawn`, `empty`, `refused`, `unknown type`, `loading` */
  readonly status: string;
  /** What stands there instead of a drawing. */
  readonly notice?: string;
  /** A mistake of the drawing itself. */
  readonly thrown?: string;
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** Of the part where courses are drawn; absent where there is none. */
  readonly plot?: { readonly width: number; readonly height: number };
  /** Names in the legend of which too little can be read. */
  readonly cut: readonly string[];
  /** Names in the legend that one has to scroll to. */
  readonly unseen: readonly string[];
}

export interface DashboardFacts {
  readonly panels: readonly PanelFacts[];
  /** Instead of a dashboard. */
  readonly missing?: string;
}

/** Must not use anything from outside: its text is sent to the page. */
export const factsOfPage = (): DashboardFacts => {
  const SHORTEST_NAME = 40;
  const missing = document.querySelector("[data-missing]")?.textContent ?? undefined;
  const panels = [...document.querySelectorAll<HTMLElement>("[data-panel]")].map((panel) => {
    const { left, top, right, bottom } = panel.getBoundingClientRect();
    const notice = panel.querySelector(".notice")?.textContent ?? undefined;
    const thrown = panel.querySelector<HTMLElement>("[data-thrown]")?.dataset["thrown"];
    const over = panel.querySelector(".u-over")?.getBoundingClientRect();
    const names = [...panel.querySelectorAll<HTMLElement>('[data-testid^="data-testid VizLegend series"] button')];
    const unseen = names.filter((name) => {
      let around = name.parentElement;
      while (around !== null && getComputedStyle(around).overflowY === "visible") around = around.parentElement;
      return (
        around !== null &&
        name.getBoundingClientRect().bottom > around.getBoundingClientRect().bottom + 2 &&
        name.closest("table") === null
      );
    });
    const cut = names
      .filter((name) => name.scrollWidth > name.clientWidth + 1 && name.clientWidth < SHORTEST_NAME)
      .map((name) => name.textContent ?? "");
    return {
      title: panel.dataset["panel"] ?? "",
      type: panel.dataset["type"] ?? "",
      status: panel.dataset["status"] ?? "",
      ...(notice === undefined ? {} : { notice }),
      ...(thrown === undefined ? {} : { thrown }),
      box: { left, top, right, bottom },
      ...(over === undefined ? {} : { plot: { width: over.width, height: over.height } }),
      cut,
      unseen: unseen.map((name) => name.textContent ?? ""),
    };
  });
  return { panels, ...(missing === undefined ? {} : { missing }) };
};
