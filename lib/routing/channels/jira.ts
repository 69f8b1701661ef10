/** Jira: an issue for each group of alerts, found again by a label that Alertmanager gives it. */
import * as z from "zod";
import { duration, text, type Values } from "../../model";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, data, plain, refuse, templated, unless, type PropsOf } from "./shape";

/** Address of Jira's REST API, its version included. */
export const jiraApiUrl = text({
  holds: (value) =>
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol) &&
    new URL(value).username === "" &&
    /\/rest\/api\/(2|3|latest)\/?$/.test(new URL(value).pathname),
  problem: "is no address of Jira's REST API",
  mend: "write it with its version, e.g. https://acme.atlassian.net/rest/api/2",
});

/** Version 3 takes documents in JSON (Atlassian's format) instead of text. */
export const wantsDocuments = (apiUrl: string | undefined): boolean => unless(apiUrl, (value) => /\/3\/*$/.test(value));

/** What to say where the description is left to us and the API takes no text. */
export const NO_DOCUMENT = {
  property: "description",
  problem: "is missing for version 3 of the API, which takes no plain text",
  mend: "write a template that gives a document in JSON, or an address that ends in /rest/api/2",
} as const;

export const jiraChannel = z
  .strictObject({
    kind: z.literal("jira"),
    ...channelShape,
    ...httpShape,
    /** Address of the REST API with its version. Who writes is said in `http.authentication`. @default `global.jira.apiUrl` */
    apiUrl: jiraApiUrl.optional(),
    /** @default "auto": "cloud" on atlassian.net, else "datacenter" */
    apiType: z.enum(["auto", "cloud", "datacenter"]).optional(),
    /** Key of the project; may be a template. */
    project: templated,
    /** Name of the type of issue, e.g. `Bug`; may be a template. */
    issueType: templated,
    /** Cut after 255 characters. @default the shipped title */
    summary: templated.optional(),
    /** Write the summary anew with each notification. @default true */
    updateSummary: z.boolean().optional(),
    /** Cut after 32767 characters. @default the shipped text */
    description: templated.optional(),
    /** Write the description anew with each notification. @default true */
    updateDescription: z.boolean().optional(),
    /** Further labels; Jira takes no spaces in them. @default none */
    labels: z.array(templated).readonly().optional(),
    /** Name of the priority. @default "High", "Medium" or "Low" by severity, Alertmanager's own */
    priority: templated.optional(),
    /** Name of the transition that opens an issue again. @default none, a new one is made */
    reopenTransition: plain.optional(),
    /** Name of the transition that closes it when all is well. @default none, it stays open */
    resolveTransition: plain.optional(),
    /** Issues closed with this resolution are not opened again. @default none */
    wontFixResolution: plain.optional(),
    /** How long after it was closed an issue is opened again. @default never */
    reopenDuration: duration.optional(),
    /** Further fields by their id; texts in them may be templates. @default none */
    fields: z.record(plain, data).readonly().optional(),
  })
  .superRefine(
    refuse(({ apiUrl, description, reopenTransition, reopenDuration }) => [
      description === undefined && wantsDocuments(apiUrl)
        ? { at: [NO_DOCUMENT.property], problem: NO_DOCUMENT.problem, mend: NO_DOCUMENT.mend }
        : undefined,
      reopenDuration !== undefined && reopenTransition === undefined
        ? {
            at: ["reopenTransition"],
            problem: "is missing, without which reopenDuration opens nothing",
            mend: 'write the name of the transition, e.g. "To Do"',
          }
        : undefined,
    ]),
  );

/** `jira({ apiUrl: "https://acme.atlassian.net/rest/api/2", project: "OPS", issueType: "Bug", http: { authentication: userAndPassword(existingSecret("jira")) } })` */
export const jira = (props: PropsOf<typeof jiraChannel>): z.input<typeof jiraChannel> => ({ kind: "jira", ...props });

const field = (template: string, update: boolean | undefined) =>
  update === undefined ? template : { template, enable_update: update };

export const jiraSettings = (channel: z.output<typeof jiraChannel>): Values =>
  entry(channel, {
    apiUrl: channel.apiUrl,
    apiType: channel.apiType,
    project: channel.project,
    issueType: channel.issueType,
    summary: field(channel.summary ?? use(TEMPLATES.title), channel.updateSummary),
    description: field(channel.description ?? use(TEMPLATES.text), channel.updateDescription),
    labels: channel.labels,
    priority: channel.priority,
    reopenTransition: channel.reopenTransition,
    resolveTransition: channel.resolveTransition,
    wontFixResolution: channel.wontFixResolution,
    reopenDuration: channel.reopenDuration,
    fields: channel.fields,
  });
