/** Who is told of which alert of an environment. */
import type { Documented, Page } from "../page";
import { routesPage } from "./routes-page";

export const routePages = ({ model }: Documented): readonly Page[] => [
  {
    path: `${model.name}/routes.md`,
    title: `Who is told: ${model.name}`,
    purpose: "Every alert with the people who are told of it, and the routes, receivers and tests that decide so.",
    text: routesPage(model),
  },
];
