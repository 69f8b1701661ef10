/** Webex: a message of a bot in a room. */
import * as z from "zod";
import { secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpClientValue, httpShape, tokenAuthorization } from "./http";
import { entry } from "./entry";
import { channelShape, refuse, templated, type PropsOf } from "./shape";

export const webexChannel = z
  .strictObject({
    kind: z.literal("webex"),
    ...channelShape,
    ...httpShape,
    /** Secret with the entry `token` of the bot. Alertmanager wants it among the HTTP settings, so that nothing of `global.http` counts here. */
    token: secretRef("token"),
    /** Id of the room. */
    roomId: templated,
    /** Address of the API. @default `global.webex.apiUrl` */
    apiUrl: url.optional(),
    /** Markdown, cut after 7439 bytes. @default the shipped title and Markdown */
    message: templated.optional(),
  })
  .superRefine(
    refuse(({ http }) => [
      http?.authentication === undefined
        ? undefined
        : {
            at: ["http", "authentication"],
            problem: "stands beside token, which is what identifies the bot",
            mend: "leave it out",
          },
    ]),
  );

/** `webex({ token: existingSecret("webex-bot"), roomId: "…" })` */
export const webex = (props: PropsOf<typeof webexChannel>): z.input<typeof webexChannel> => ({
  kind: "webex",
  ...props,
});

export const webexSettings = ({ sendResolved, http = {}, ...channel }: z.output<typeof webexChannel>): Values => ({
  ...entry(
    { sendResolved },
    {
      roomId: channel.roomId,
      apiUrl: channel.apiUrl,
      message: channel.message ?? `**${use(TEMPLATES.title)}**\n\n${use(TEMPLATES.markdown)}`,
    },
  ),
  http_config: { ...httpClientValue(http), ...tokenAuthorization(secretFile(channel.token, "token")) },
});
