/** What others send by themselves: encrypted, from who knows a key or shows a certificate. */
import { environmentVariable, type Directive } from "../../../model";
import { ruby } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { fileOf, NODE_VARIABLE, SHARED_KEY_VARIABLE } from "./names";
import { records } from "./records";

export const receivingSources = ({ receive: { forward, http } }: FluentdSettings): readonly Directive[] => [
  ...(forward === undefined
    ? []
    : [
        {
          name: "source",
          place: "receive.forward",
          parameters: {
            "@type": "forward",
            "@id": "in_forward",
            "@label": "@FORWARD",
            bind: "0.0.0.0",
            port: forward.port,
            // What is no record at all would end the connection of all others.
            skip_invalid_event: true,
          },
          sections: [
            transport("forward"),
            {
              name: "security",
              parameters: {
                self_hostname: environmentVariable(NODE_VARIABLE),
                shared_key: environmentVariable(SHARED_KEY_VARIABLE),
              },
            },
          ],
        },
      ]),
  ...(http === undefined
    ? []
    : [
        {
          name: "source",
          place: "receive.http",
          parameters: {
            "@type": "http",
            "@id": "in_http",
            "@label": "@HTTP",
            bind: "0.0.0.0",
            port: http.port,
            body_size_limit: "8m",
            keepalive_timeout: "10s",
          },
          sections: [
            transport("http", {
              ca_path: fileOf("http", "clientAuthority", "ca.crt"),
              client_cert_auth: true,
            }),
            { name: "parse", parameters: { "@type": "json", json_parser: "json", time_key: "" } },
          ],
        },
      ]),
];

const transport = (input: "forward" | "http", more: NonNullable<Directive["parameters"]> = {}): Directive => ({
  name: "transport",
  argument: "tls",
  parameters: {
    min_version: "TLSv1_2",
    max_version: "TLSv1_3",
    cert_path: fileOf(input, "certificate", "tls.crt"),
    private_key_path: fileOf(input, "certificate", "tls.key"),
    ...more,
  },
});

/** As text, like what is read from files, with the sender's tag in it. What cannot be written as JSON goes to the fallback as it is. */
const AS_TEXT = ruby`record.merge({ "tag" => tag }).to_json`;

export const receivedRecords = (settings: FluentdSettings): readonly Directive[] =>
  (["forward", "http"] as const).flatMap((input) => {
    const door = settings.receive[input];
    return door === undefined
      ? []
      : [records(settings, { label: input.toUpperCase(), text: AS_TEXT, service: ruby`${door.service}` })];
  });
