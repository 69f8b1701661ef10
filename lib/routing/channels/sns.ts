/** Amazon SNS: a topic, a phone or an endpoint of an application. Access keys stand inline only and are not offered: give the pod a role. */
import * as z from "zod";
import { nonEmpty, text, type Values } from "../../model";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { spelled } from "./spelling";
import { channelShape, exactlyOne, isTemplate, link, refuse, templated, type PropsOf } from "./shape";

const arn = (example: string, form: RegExp) =>
  text({
    holds: (value) => isTemplate(value) || form.test(value),
    problem: "is no ARN of SNS",
    mend: `write e.g. ${example}`,
  });

const phone = text({
  holds: (value) => isTemplate(value) || /^\+[1-9]\d{4,14}$/.test(value),
  problem: "is no phone number",
  mend: "write it in the form of E.164: '+', country, number, without spaces",
});

const sigv4 = z
  .strictObject({
    /** @default that of the pod's environment */
    region: nonEmpty.optional(),
    /** Profile of the AWS configuration in the container. @default the default credentials of the pod */
    profile: nonEmpty.optional(),
    /** Role to take on. @default none */
    roleArn: nonEmpty.optional(),
    /** What that role asks for. @default none */
    externalId: nonEmpty.optional(),
  })
  .superRefine(
    refuse(({ roleArn, externalId }) => [
      externalId !== undefined && roleArn === undefined
        ? { at: ["roleArn"], problem: "is missing beside externalId", mend: "write the role that asks for it" }
        : undefined,
    ]),
  );

export const snsChannel = z
  .strictObject({
    kind: z.literal("sns"),
    ...channelShape,
    ...httpShape,
    /** Address of the API; may be a template. @default that of the region */
    apiUrl: link.optional(),
    /** How calls are signed. @default the pod's own role and region */
    sigv4: sigv4.optional(),
    /** A topic; groups and order of `.fifo` topics come from Alertmanager's groups. */
    topicArn: arn("arn:aws:sns:eu-west-1:123456789012:alerts", /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/).optional(),
    /** A phone, told by SMS; instead of `topicArn`. */
    phoneNumber: phone.optional(),
    /** An endpoint of an application; instead of `topicArn`. */
    targetArn: arn(
      "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/app/id",
      /^arn:[\w-]+:sns:[\w-]+:\d{12}:\S+$/,
    ).optional(),
    /** Below 100 characters in one line, or SNS refuses the whole message. @default the shipped subject, which is short enough */
    subject: templated.optional(),
    /** Cut at 256 KiB, for a phone at 1600 bytes. @default the shipped title and text */
    message: templated.optional(),
    /** Attributes by name; both may be templates. @default none */
    attributes: z.record(templated, templated).readonly().optional(),
    /** Call through the client of AWS's library, for a CA bundle in the AWS configuration. @default false */
    useAwsHttpClient: z.boolean().optional(),
  })
  .superRefine(refuse((settings) => [exactlyOne(settings, "topicArn", "phoneNumber", "targetArn")]));

/** `sns({ topicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" })` */
export const sns = (props: PropsOf<typeof snsChannel>): z.input<typeof snsChannel> => ({ kind: "sns", ...props });

export const snsSettings = (channel: z.output<typeof snsChannel>): Values =>
  entry(channel, {
    apiUrl: channel.apiUrl,
    sigv4: channel.sigv4 && spelled(channel.sigv4),
    topicArn: channel.topicArn,
    phoneNumber: channel.phoneNumber,
    targetArn: channel.targetArn,
    subject: channel.subject ?? use(TEMPLATES.subject),
    message: channel.message ?? `${use(TEMPLATES.title)}\n${use(TEMPLATES.text)}`,
    attributes: channel.attributes,
    useAwsHttpClient: channel.useAwsHttpClient,
  });
