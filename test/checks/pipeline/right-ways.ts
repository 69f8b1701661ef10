/** Ways to write things that look odd and are right. */
import { environmentVariable, json } from "../../../lib/model";
import { add, besides, filter, sendingOn, set, setIn, toLoki, tree, withSections, type Tree } from "./edit";

export const rightWays: readonly (readonly [title: string, tree: Tree])[] = [
  ["a match without a pattern takes all", besides({ ...toLoki(), argument: undefined })],
  ["a filter without a pattern, too", besides({ name: "filter", parameters: { "@type": "stdout" } }, toLoki())],
  ["a size with all letters of its unit", besides(toLoki({ chunk_limit_size: "8MB", total_limit_size: "64MiB" }))],
  [
    "lines of syslog for the pod itself",
    [
      ...besides(toLoki()),
      {
        name: "source",
        parameters: { "@type": "syslog", "@id": "in_syslog", "@label": "@EDGE", bind: "127.0.0.1", tag: "edge" },
      },
    ],
  ],
  ["chunks by time, of an hour", besides(toLoki({ timekey: "1h" }, "time"))],
  ["chunks by time in a bucket", besides(sendingOn("s3", { s3_bucket: "acme" }, "time"))],
  [
    "settings of the system",
    add({
      name: "system",
      parameters: { log_level: "warn" },
      sections: [{ name: "log", parameters: { format: "json" } }],
    }),
  ],
  ["headers that are no secret", set("out_loki", { custom_headers: json({ "X-Scope-OrgID": "platform" }) })],
  ["all headers from a variable", set("out_loki", { custom_headers: environmentVariable("LOKI_PASSWORD") })],
  ["Loki with TLS outside of the cluster", set("out_loki", { url: "https://logs.acme.example/loki" })],
  [
    "what is filled in without Ruby",
    besides(
      filter(
        "record_transformer",
        {},
        { name: "record", parameters: { file: '${tag_parts[-1]} of ${record["host"]} at ${time}' } },
      ),
      toLoki(),
    ),
  ],
  [
    "a flat field with a dot",
    withSections("filter_keep_1", { name: "regexp", parameters: { key: "log.level", pattern: "/^warn$/" } }),
  ],
  [
    "a time whose zone is said beside it",
    setIn("in_container_logs", "parse", { time_format: "%Y-%m-%dT%H:%M:%S.%N", timezone: "+00:00" }),
  ],
  [
    "files that the other source leaves out",
    [
      ...set("in_container_logs", {
        exclude_path: json([
          "/var/log/containers/fluentd-*_observability-agents_*.log",
          "/var/log/containers/shop-*.log",
        ]),
      }),
      ...besides(toLoki())
        .slice(tree.length)
        .map((each) =>
          each.name === "source"
            ? {
                ...each,
                parameters: {
                  ...each.parameters,
                  path: "/var/log/containers/shop-*.log",
                  tag: "kubernetes.*",
                  "@label": "@LINES",
                },
              }
            : each,
        )
        .filter(({ name }) => name === "source"),
    ],
  ],
];
