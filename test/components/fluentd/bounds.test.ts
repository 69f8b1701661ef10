/** What bounds the pipeline, read back from its files: lines, buffers, loud containers; and what goes past its parsers. */
import { fluentdProps, type FluentdProps } from "../../../lib/components/fluentd";
import { configurationFiles } from "../../../lib/components/fluentd/pipeline";
import { kibibytes, parse } from "../../../lib/model";
import { read, type Element } from "../../pipeline/reader";
import { full } from "./full";
import { loki } from "./real";

const environment = { K8S_NODE_NAME: "node-1", LOKI_PASSWORD: "x" };
const all = (elements: readonly Element[]): readonly Element[] =>
  elements.flatMap((element) => [element, ...all(element.sections)]);
const byId = (id: string, props: FluentdProps = {}): Element => {
  const files = Object.entries(configurationFiles(parse(fluentdProps, props, "fluentd"), loki));
  const elements = files.flatMap(([name, file]) => (name.startsWith("0") ? read(file, environment) : []));
  const found = all(elements).find(({ parameters }) => parameters["@id"] === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const section = (element: Element, name: string): Element["parameters"] =>
  element.sections.find((each) => each.name === name)?.parameters ?? {};

test("parts of a line are no more than a line may be, and what is longer is several", () =>
  expect(byId("filter_partial_lines", { lines: { maxSize: kibibytes(64) } }).parameters).toMatchObject({
    buffer_limit_size: String(64 * 2 ** 10),
    buffer_overflow_method: "new",
  }));

test("the buffers of all processes together are what the node may keep", () => {
  const sizes = [1, 8].map((workers) =>
    ["out_loki", "out_s3"].map((id) =>
      Number(section(byId(id, { ...full, workers: workers as 1 | 8 }), "buffer")["total_limit_size"]),
    ),
  );
  expect(sizes[1]?.map((size) => 8 * size)).toEqual(sizes[0]);
});

test("a throttle begins anew each minute, and counts lines of containers alone", () => {
  const { argument, parameters } = byId("filter_throttle_2", full);
  expect({ argument, reset: parameters["group_reset_rate_s"] }).toEqual({ argument: "kubernetes.**", reset: "-1" });
});

test("what a filter fails at loses its secrets, too", () =>
  expect(section(byId("filter_error_line"), "record")["message"]).toContain("$cleaned"));
