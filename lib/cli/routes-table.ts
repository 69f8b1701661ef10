/** Who is told of which alert, as tables. */
import Table from "cli-table3";
import { isPaged, type Destination, type ToldAlert } from "../documents";
import { channelsText, intervalWords, matcherText } from "../routing";

/** One row for each alert. */
export const alertTable = (alerts: readonly ToldAlert[]): string => {
  const table = tableOf(["alert", "severity", "team", "is told to", "through", "pages"]);
  for (const alert of alerts)
    table.push([nameText(alert), alert.severity, alert.team, ...destinationCells(alert), pagesCell(alert)]);
  return table.toString();
};

/** One row for the alerts that are told alike. */
export const destinationTable = (alerts: readonly ToldAlert[]): string => {
  const groups = new Map<string, readonly ToldAlert[]>();
  for (const alert of alerts) {
    const key = JSON.stringify([alert.severity, alert.team, ...destinationCells(alert)]);
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  const rows = [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => {
      const names = wrapped(group.map(nameText));
      return [first.severity, first.team, ...destinationCells(first), pagesCell(first), names];
    }),
  );
  const table = tableOf(["severity", "team", "is told to", "through", "pages", "alerts"], { compact: true });
  // A row for each line: cli-table3 needs minutes for cells of many lines.
  for (const [index, row] of rows.entries()) table.push(...(index === 0 ? [] : [row.map(() => "")]), ...linesOf(row));
  return table.toString();
};

const linesOf = (cells: readonly string[]): readonly string[][] => {
  const texts = cells.map((cell) => cell.split("\n"));
  return Array.from({ length: Math.max(...texts.map(({ length }) => length)) }, (_, line) =>
    texts.map((text) => text[line] ?? ""),
  );
};

const tableOf = (head: readonly string[], { compact = false } = {}) =>
  new Table({ head: [...head], style: { head: [], border: [], compact } });

const destinationCells = ({ destinations }: ToldAlert): readonly [receivers: string, channels: string] => [
  destinations.map(destinationText).join("\n"),
  destinations.map(({ receiver }) => channelsText(receiver)).join("\n"),
];

/** `team/dba only within hours/dba` */
const destinationText = ({ receiver, route }: Destination): string =>
  [receiver.name, ...intervalWords(route)].join(" ");

/** `PostgresDown`, and with what tells it from others of the same rule that are told to others. */
const nameText = ({ name, where }: ToldAlert): string => {
  const labels = Object.entries(where).map(([label, value]) => matcherText({ label, operator: "=", value }));
  return labels.length === 0 ? name : `${name} (${labels.join(", ")})`;
};

const pagesCell = (alert: ToldAlert): string => (isPaged(alert) ? "yes" : "no");

/** Characters in a line of names. */
const LINE = 72;

const wrapped = (names: readonly string[]): string => {
  const lines: string[] = [];
  let line = "";
  for (const name of names) {
    const longer = line === "" ? name : `${line}, ${name}`;
    if (longer.length > LINE && line !== "") {
      lines.push(`${line},`);
      line = name;
    } else line = longer;
  }
  return [...lines, line].join("\n");
};
