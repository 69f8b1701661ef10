/** The level `restricted` of Kubernetes' Pod Security Standards, as its documentation lists it, asked of a pod template. */
import type { Values } from "../../lib/model";
import type { Container, PodTemplate } from "./rendered";

const ALLOWED_VOLUMES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (inner as Values | undefined)?.[key], value);

/** Why the level does not admit the pod; empty when it does. */
export const forbiddenBy = (_level: "restricted", spec: PodTemplate["spec"]): readonly string[] => {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].filter((key) => spec[key] === true),
    ...((spec["volumes"] ?? []) as readonly Values[]).flatMap((volume) =>
      Object.keys(volume)
        .filter((key) => key !== "name" && !ALLOWED_VOLUMES.includes(key))
        .map((key) => `volume ${key}`),
    ),
    ...containers.flatMap((container) =>
      containerFaults(container, spec).map((fault) => `${container.name}: ${fault}`),
    ),
  ];
};

const containerFaults = (container: Container, pod: Values): readonly string[] => {
  const own = container.securityContext;
  const either = (key: string): unknown => at(own, key) ?? at(pod, "securityContext", key);
  const profile = at(own, "seccompProfile", "type") ?? at(pod, "securityContext", "seccompProfile", "type");
  return [
    ...(at(own, "privileged") === true ? ["privileged"] : []),
    ...(at(own, "allowPrivilegeEscalation") === false ? [] : ["allowPrivilegeEscalation"]),
    ...(either("runAsNonRoot") === true ? [] : ["runAsNonRoot"]),
    ...(either("runAsUser") === 0 ? ["runAsUser 0"] : []),
    ...(profile === "RuntimeDefault" || profile === "Localhost" ? [] : ["seccompProfile"]),
    ...((at(own, "capabilities", "drop") as readonly string[] | undefined)?.includes("ALL") ? [] : ["capabilities"]),
    ...((at(own, "capabilities", "add") as readonly string[] | undefined) ?? []).filter(
      (name) => name !== "NET_BIND_SERVICE",
    ),
    ...((container["ports"] ?? []) as readonly Values[])
      .filter(({ hostPort }) => hostPort !== undefined)
      .map(() => "hostPort"),
  ];
};
