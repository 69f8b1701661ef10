/** Which services somebody promises something of: objectives of Sloth, OpenSLO and Pyrra, and what they record. */
import { isMap } from "../../charts";
import type { Asking } from "./asking";

/** Objects of OpenSLO, Sloth and Pyrra. */
const KINDS = ["SLO", "PrometheusServiceLevel", "ServiceLevelObjective"];
const FORMATS = ["sloth.slok.dev/", "openslo/", "pyrra.dev/", "openslo.com/"];

const namedLike = (path: string): boolean => /slo|service-?level|objective/i.test(path);

/** The texts that promise something: each names its service somewhere. */
const promises = ({ project }: Asking): readonly string[] => {
  if (project === undefined) return [];
  const objects = project.kubernetes
    .filter(({ kind, apiVersion }) => KINDS.includes(kind) && FORMATS.some((each) => apiVersion.startsWith(each)))
    .map(({ value }) => JSON.stringify(value));
  const files = project.files
    .filter(({ name, path }) => /\.(ya?ml|json)$/i.test(name) && namedLike(path))
    .slice(0, 200)
    .flatMap((file) => project.structured(file))
    .filter(
      ({ value }) =>
        isMap(value) && ("slos" in value || FORMATS.some((each) => String(value["apiVersion"]).startsWith(each))),
    )
    .map(({ value }) => JSON.stringify(value));
  return [...objects, ...files];
};

const RECORDED = /(?:^|[:_])(?:slo|sli|error_?budget|burn_?rate)/i;

/** @returns whether something is promised of a service */
export const objectivesSeen = (asking: Asking): ((service: string) => boolean) => {
  const texts = [...promises(asking), ...asking.monitoring.metrics.asked.filter((name) => RECORDED.test(name))].map(
    (text) => text.toLowerCase().replaceAll("_", "-"),
  );
  return (service) => {
    const name = service.toLowerCase().replaceAll("_", "-");
    return name !== "" && texts.some((text) => text.includes(name));
  };
};
