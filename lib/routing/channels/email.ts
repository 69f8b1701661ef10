/** E-mail: HTML and plain text in one message. */
import * as z from "zod";
import { nonEmpty, text, type Values } from "../../model";
import { TEMPLATES, use } from "../templates/shipped";
import { entry } from "./entry";
import { channelShape, refuse, templated, type Contradiction, type PropsOf } from "./shape";
import { recipients, smtpFields, smtpShape } from "./smtp";

const headerName = text({
  holds: (name) => /^[!-9;-~]+$/.test(name),
  problem: "is no name of a header",
  mend: "write printable characters without ':' and spaces, e.g. X-Team",
});

/** Headers that Alertmanager writes for threads. */
const THREAD_HEADERS: readonly string[] = ["references", "in-reply-to"];

const contradictions = (
  headers: Readonly<Record<string, string>>,
  threads: string | undefined,
): readonly (Contradiction | undefined)[] => {
  const names = Object.keys(headers);
  return names.map((name, index) => {
    const known = name.toLowerCase();
    const first = names.findIndex((each) => each.toLowerCase() === known);
    if (known === "subject")
      return { at: ["headers", name], problem: "is the subject of the message", mend: "write it as subject" };
    if (first < index)
      return { at: ["headers", name], problem: `is the same header as ${names[first]}`, mend: "leave one of them out" };
    if (threads !== undefined && THREAD_HEADERS.includes(known))
      return {
        at: ["headers", name],
        problem: "is a header that threads are made of",
        mend: "leave it or threads out",
      };
    return undefined;
  });
};

export const emailChannel = z
  .strictObject({
    kind: z.literal("email"),
    ...channelShape,
    ...smtpShape,
    /** Addresses with ',' between them; may be a template. */
    to: recipients,
    /** @default the shipped title */
    subject: templated.optional(),
    /** Further headers, `To` and `From` too. @default none */
    headers: z.record(headerName, nonEmpty).readonly().optional(),
    /** @default the shipped HTML */
    html: templated.optional(),
    /** @default the shipped text */
    text: templated.optional(),
    /** Messages that make one thread: all of a group of alerts, or those of a group on one day. @default none, each stands alone */
    threads: z.enum(["group", "day"]).optional(),
  })
  .superRefine(refuse(({ headers = {}, threads }) => contradictions(headers, threads)));

/** `email({ to: "dba@acme.example" })`; the mail server is that of `global`. */
export const email = (props: PropsOf<typeof emailChannel>): z.input<typeof emailChannel> => ({
  kind: "email",
  ...props,
});

export const emailSettings = (channel: z.output<typeof emailChannel>): Values => {
  const { sendResolved, threads } = channel;
  return entry(
    { sendResolved },
    {
      to: channel.to,
      ...smtpFields(channel),
      headers: { Subject: channel.subject ?? use(TEMPLATES.title), ...channel.headers },
      html: channel.html ?? use(TEMPLATES.html),
      text: channel.text ?? use(TEMPLATES.text),
      threading: threads && { enabled: true, thread_by_date: threads === "day" ? "daily" : "none" },
    },
  );
};
