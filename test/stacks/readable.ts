/**
 * A stack as a reviewer wants to read it: Terraform's JSON as YAML, and the documents inside of it opened. Of a dashboard there is one line:
 * what is in it stands in the snapshots of dashboards.
 */
import { parse, stringify } from "yaml";
import type { StackJson } from "./synthesized";

type Json = Readonly<Record<string, unknown>>;

/** Where a text is a document of its own. */
const documents: Readonly<Record<string, (text: string) => unknown>> = {
  values: (text) => parse(text) as unknown,
  model_json: (text) => JSON.parse(text) as unknown,
};

const opened = (resource: Json): Json =>
  Object.fromEntries(
    Object.entries(resource)
      .filter(([key]) => key !== "//")
      .map(([key, value]) => {
        const open = documents[key];
        if (open === undefined) return [key, value];
        return [key, Array.isArray(value) ? value.map((text: string) => open(text)) : open(String(value))];
      }),
  );

interface DashboardPart {
  readonly uid?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly panels?: readonly DashboardPart[];
  readonly type?: string;
}

/** `home "Home" [platform], 18 panels, in ${grafana_folder.platform.uid}` */
const dashboardLine = ({ config_json, folder }: Json): string => {
  const { uid, title, tags = [], panels = [] } = JSON.parse(String(config_json)) as DashboardPart;
  const count = panels.flatMap((each) => (each.type === "row" ? (each.panels ?? []) : [each])).length;
  return `${uid} "${title}" [${tags.join(", ")}], ${count} panels, in ${String(folder)}`;
};

const withoutComments = (value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== "//"));

export const readable = (stack: StackJson): string => {
  const resource = Object.fromEntries(
    Object.entries(stack.resource).map(([type, resources]) => [
      type,
      Object.fromEntries(
        Object.entries(resources).map(([name, each]) => [
          name,
          type === "grafana_dashboard" ? dashboardLine(each) : opened(each),
        ]),
      ),
    ]),
  );
  return stringify({ ...withoutComments(stack as unknown as Json), resource }, { lineWidth: 0, sortMapEntries: true });
};
