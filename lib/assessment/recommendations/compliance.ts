/** What should be verified because a set of rules may apply. */
import { hasTool, recommendation, type Asking, type Rule } from "./asking";

const kebab = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

export const retention: Rule = ({ compliance }) =>
  compliance.map(({ framework, evidence, verify }) =>
    recommendation(`retention/${kebab(framework)}`, {
      title: `Decide how long logs are kept where ${framework} may apply`,
      risk: 3,
      effort: "days",
      why: `There are signs that ${framework} may apply. To verify: ${verify.find(({ topic }) => topic === "retention")?.text ?? "how long records must, and may, be kept"}`,
      evidence,
      what: "`loki: { retention: days(…) }` of the environment; `s3Logs` of Fluentd for an archive; `redact` keeps personal data out of both",
      done: "The environment names the days, and whoever is responsible for compliance has agreed to them.",
    }),
  );

/** Resources and tools that write down who did what. */
const AUDITS =
  /^(aws_cloudtrail|google_project_iam_audit_config|google_folder_iam_audit_config|google_organization_iam_audit_config|google_logging_project_sink|azurerm_monitor_diagnostic_setting|azurerm_monitor_aad_diagnostic_setting)$/;
const AUDIT_LIBRARIES = /audit[-_.]?(log|trail|ing|ed)|^audited$|pgaudit|paper_trail|django-auditlog|envers|javers/i;
const AUDIT_TOOLS = ["falco", "auditd", "wazuh", "teleport"];

const audited = (asking: Asking): boolean => {
  const { project } = asking;
  if (hasTool(asking, AUDIT_TOOLS)) return true;
  if (project === undefined) return false;
  return (
    project.hcl.some(({ type, labels }) => type === "resource" && AUDITS.test(labels[0] ?? "")) ||
    project.kubernetes.some(({ apiVersion, kind }) => kind === "Policy" && apiVersion.startsWith("audit.k8s.io/")) ||
    project.dependencies.some(({ name }) => AUDIT_LIBRARIES.test(name)) ||
    project.files.some(({ path }) => /audit[-_.]?(log|trail|policy)/i.test(path)) ||
    project.sources.some(({ text }) => /audit_?log|audit_?trail|pgaudit/i.test(text))
  );
};

export const auditLog: Rule = (asking) =>
  asking.compliance.length === 0 || audited(asking)
    ? []
    : [
        recommendation("audit-log", {
          title: "Write down who did what",
          risk: 3,
          effort: "days",
          why: `There are signs of ${asking.compliance.map(({ framework }) => framework).join(", ")}, and nothing was found that records who read or changed what.`,
          evidence: asking.compliance.flatMap(({ evidence }) => evidence.slice(0, 1)),
          what: "A log of its own for access and changes, written by the services (StructuredLogger) and by the cluster's audit policy, shipped by Fluentd to s3Logs",
          done: "A change made on purpose is found in it, with its time and who made it.",
        }),
      ];
