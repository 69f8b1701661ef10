/** The dashboards of an environment, each with its panels. */
import { isTooLong } from "../links";
import type { Documented, Page } from "../page";
import { dashboardPage, dashboardsPage, shownIn } from "./dashboards-page";
import { PICTURES, type Pictures } from "./pictures";

export { PICTURES, type Pictures } from "./pictures";

/** @param pictures those that there are @default those of `docs/pictures/` */
export const dashboardPages = ({ model }: Documented, pictures: Pictures = PICTURES): readonly Page[] => {
  const whole = dashboardsPage(model, { pictures, apart: false });
  const apart = isTooLong(whole);
  return [
    {
      path: `${model.name}/dashboards.md`,
      title: `Dashboards: ${model.name}`,
      purpose: "Every dashboard: what it is for, what its panels show and ask, and whose thresholds they draw.",
      text: apart ? dashboardsPage(model, { pictures, apart }) : whole,
    },
    ...(apart ? shownIn(model) : []).map(({ dashboard }) => ({
      path: `${model.name}/dashboards/${dashboard.uid}.md`,
      title: `Dashboard ${dashboard.title}: ${model.name}`,
      purpose: `What the panels of ${dashboard.title} show and ask.`,
      text: dashboardPage(model, dashboard),
    })),
  ];
};
