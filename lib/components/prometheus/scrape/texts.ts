/** The texts and lists that scrape settings are made of, each with what it must look like and what to write instead. */
import * as z from "zod";
import { text } from "../../../model";

/** A list of at least one. */
export const someOf = <S extends z.ZodType>(element: S, mend: string) =>
  z
    .array(element)
    .refine((list) => list.length > 0, { error: "is empty", params: { mend } })
    .readonly();

/** `host:port` or a bare host, without a scheme or path. */
export const address = text({
  holds: (value) => /^[^\s/]+$/.test(value),
  problem: "is no host and port",
  mend: "write host:port, e.g. consul.infra.svc:8500, without scheme or path",
});

/** What a target is called: an address, or what an exporter is told to probe. */
export const target = text({
  holds: (value) => /^\S+$/.test(value),
  problem: "is no address of a target",
  mend: "write host:port, e.g. postgres-exporter.databases.svc:9187",
});

/** The path of a request, which carries no query. */
export const requestPath = text({
  holds: (value) => /^\/[^\s?#]*$/.test(value),
  problem: "is no path of a request",
  mend: "begin with '/' and put what would follow '?' into params, e.g. /metrics",
});

/** A file in the container of Prometheus. */
export const filePath = text({
  holds: (value) => /^\/[^\0]*[^/\0]$/.test(value),
  problem: "is no absolute path of a file",
  mend: "write where the file is mounted, e.g. /etc/prometheus/configmaps/targets/targets.yaml",
});

/** What file discovery accepts (prometheus.io, file_sd_config). */
export const filePattern = text({
  holds: (value) => /^[^*]*(\*[^/]*)?\.(json|yml|yaml|JSON|YML|YAML)$/.test(value),
  problem: "is no pattern for files of targets",
  mend: "end in .json, .yml or .yaml, with at most one '*', in the last part of the path",
});

/** A proxy, without a user or password in it, which would stand in clear text in the configuration. */
export const proxyUrl = text({
  holds: (value) => {
    if (!URL.canParse(value) || /\s/.test(value)) return false;
    const { protocol, username, password, host } = new URL(value);
    return ["http:", "https:", "socks5:"].includes(protocol) && username === "" && password === "" && host !== "";
  },
  problem: "is no address of a proxy that can stand in clear text",
  mend: "write scheme, host and port without a user or password, e.g. http://proxy.acme.example:3128",
});

const key = String.raw`([a-z0-9A-Z]([-a-z0-9A-Z.]*[a-z0-9A-Z])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`;
const value = String.raw`([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?`;
const requirement = new RegExp(
  String.raw`^\s*(!\s*${key}|${key}|${key}\s*(=|==|!=)\s*${value}|${key}\s+(in|notin)\s*\(\s*${value}(\s*,\s*${value})*\s*\))\s*$`,
);

/** The commas between requirements, not those between the values of one. */
const requirements = (selector: string): readonly string[] => selector.split(/,(?![^(]*\))/);

/** A label selector in the notation of `kubectl -l`. */
export const labelSelectorText = text({
  holds: (text) => text.length <= 4_096 && requirements(text).every((each) => requirement.test(each)),
  problem: "is no label selector",
  mend: "write requirements with ',' between them, e.g. app=shop,tier in (web, api),!canary",
});

/** A field selector in the notation of `kubectl --field-selector`. */
export const fieldSelectorText = text({
  holds: (text) => text.split(",").every((each) => /^[A-Za-z][\w.]*(=|==|!=)[^=!,\s]*$/.test(each)),
  problem: "is no field selector",
  mend: "write field=value with ',' between them, e.g. status.phase=Running",
});
