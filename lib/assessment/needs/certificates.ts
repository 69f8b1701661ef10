/** Whether a project keeps certificates of its own, which end when nobody renews them. */
import type { Project } from "../project";

const IN_TEXTS = /^\s{0,40}ssl_certificate\s|\bcertbot\b/m;

/** Ingresses with TLS, cert-manager, nginx with a certificate, certbot; what a cloud renews by itself is none. */
export const keepsCertificates = (project: Project): boolean =>
  project.kubernetes.some(
    ({ kind, apiVersion, value }) =>
      apiVersion.startsWith("cert-manager.io/") || (kind === "Ingress" && hasTls(value["spec"])),
  ) ||
  project.files.some(
    (file) =>
      /\.conf$|(?:^|\/)(?:docker-)?compose[^/]{0,60}\.ya?ml$|nginx/i.test(file.path) &&
      IN_TEXTS.test(project.text(file) ?? ""),
  );

const hasTls = (spec: unknown): boolean => {
  const tls =
    typeof spec === "object" && spec !== null ? (spec as Readonly<Record<string, unknown>>)["tls"] : undefined;
  return Array.isArray(tls) && tls.length > 0;
};
