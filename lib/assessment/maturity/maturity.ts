/** How far the monitoring of a project has come, pillar by pillar, with the arithmetic: nothing but what was seen counts. */
import type { PillarScore } from "../assessment";
import type { Project } from "../project";
import type { Assessed, Asking } from "../recommendations";
import { CRITERIA, type Criterion, type Pillar } from "./criteria";

const PILLARS: readonly Pillar[] = ["metrics", "alerting", "dashboards", "logs", "traces", "objectives", "operations"];

/** Places that are named for one criterion. */
const MOST = 5;

/** @param project for objectives, which no assessment lists */
export const maturityOf = (assessed: Assessed, project?: Project): readonly PillarScore[] => {
  const asking = { ...assessed, project };
  return PILLARS.map((pillar) => {
    const lines = CRITERIA.filter((each) => each.pillar === pillar).map((each) => line(each, asking));
    return {
      pillar,
      points: lines.reduce((sum, { points }) => sum + points, 0),
      of: lines.reduce((sum, { of }) => sum + of, 0),
      lines,
    };
  });
};

const line = ({ of, reached }: Criterion, asking: Asking): PillarScore["lines"][number] => {
  const { text, share, evidence } = reached(asking);
  return { text, points: Math.floor(of * share), of, evidence: evidence.slice(0, MOST) };
};
