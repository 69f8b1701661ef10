/** The first paragraph: an assessment in figures. */
import type { Assessment } from "../assessment";
import { total } from "./judgement";
import { counted, listed, sentence, word } from "./said";

const MEBIBYTE = 1024 * 1024;

const sizeText = (bytes: number): string =>
  bytes < MEBIBYTE ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MEBIBYTE).toFixed(1)} MiB`;

const names = (all: readonly { readonly name: string }[]): string => {
  const told = all.slice(0, 5).map(({ name }) => word(name));
  return all.length > told.length ? `${told.join(", ")} and ${all.length - told.length} more` : listed(told);
};

const kinds = ({ services }: Assessment): string => {
  const counts = new Map<string, number>();
  for (const { kind } of services) counts.set(kind.value, (counts.get(kind.value) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
};

/** What was not read is missing in all that follows, so it is named at the top. */
const unreadText = (findings: Assessment["findings"]): string => {
  const files = [...new Set(findings.map(({ path }) => path.replace(/:\d+$/, "")))];
  const told = files.slice(0, 3).map(word);
  return ` **Incomplete**, because ${files.length === 1 ? "this file" : "these files"} could not be read in full: ${
    files.length > told.length ? `${told.join(", ")} and ${files.length - told.length} more` : listed(told)
  }.`;
};

export const summaryText = (assessment: Assessment): string => {
  const { looked, services, infrastructure, monitoring, needs, recommendations, maturity, findings } = assessment;
  const { clouds, orchestration, databases, queues, caches } = infrastructure;
  const servers = [...databases, ...queues, ...caches];
  const there = needs.filter(({ status }) => status === "exists").length;
  const { judged, problems, tools } = monitoring;
  return [
    `In ${counted(looked.files, "file")} (${sizeText(looked.bytes)}), ${counted(services.length, "service")} ${services.length === 1 ? "was" : "were"} found${
      services.length === 0 ? "" : ` (${sentence(kinds(assessment))})`
    }`,
    clouds.length + orchestration.length === 0 ? "" : `, on ${names([...clouds, ...orchestration])}`,
    servers.length === 0 ? "" : `, with ${names(servers)}`,
    ". ",
    tools.length === 0
      ? services.length + servers.length + clouds.length + orchestration.length === 0
        ? "Nothing was recognized that runs: is this the right folder? "
        : "Nothing that monitors was found. "
      : `${counted(tools.length, "monitoring tool")} ${tools.length === 1 ? "is" : "are"} there (${names(tools)}); ${monitoring.tellsPeople.length === 0 ? "no alert was found that reaches people" : "alerts reach people"}. `,
    needs.length === 0
      ? ""
      : `Of ${counted(needs.length, "signal")} that should be measured, ${there} ${there === 1 ? "is" : "are"}. `,
    judged.rules + judged.dashboards + judged.receivers === 0
      ? ""
      : `${counted(judged.rules, "rule")}, ${counted(judged.dashboards, "dashboard")} and ${counted(judged.receivers, "receiver")} were judged, with ${counted(problems.length, "problem")}. `,
    maturity.length === 0 ? "" : `Maturity: ${total(maturity, "points")} of ${total(maturity, "of")} points. `,
    `${counted(recommendations.length, "recommendation")} follow${recommendations.length === 1 ? "s" : ""}.`,
    findings.length === 0 ? "" : unreadText(findings),
  ].join("");
};
