/** What each set of rules asks of logs, retention, audit and access: what to verify, and the part of the platform that would do it. */
import type { ComplianceSign, Framework } from "../assessment";

type Verify = ComplianceSign["verify"];

export const VERIFY: Readonly<Record<Framework, Verify>> = {
  "PCI DSS": [
    {
      topic: "logs",
      text: "Verify that no line holds a full card number or a security code (PCI DSS 4.0, 3.3 and 3.5): let Fluentd blacken them (lines.redactions: [...commonSecrets(), redact(…)]) and name the fields in the StructuredLogger's redact.",
    },
    {
      topic: "retention",
      text: "Verify that audit logs are kept 12 months, the last 3 at hand at once (10.5.1): Loki's default here is 30 days; set retention, or a rule of retentionRules for the lines of the audit log.",
    },
    {
      topic: "audit",
      text: "Verify that each access to card data and each administrative act leaves a line with who, what, when and where from (10.2): logger.audit(action, user, details) writes one whatever the level and the sampling.",
    },
    {
      topic: "access",
      text: "Verify that only those who need them read these logs, each with an account of their own (7.2, 8.2): Grafana's oauth with groups as roles and loginForm: false; the network policies of the platform close the rest.",
    },
  ],
  HIPAA: [
    {
      topic: "logs",
      text: "Verify that lines, labels and spans hold no protected health information, names and record numbers included: StructuredLogger's redact for fields, Fluentd's lines.redactions for text, and route templates instead of paths in metrics.",
    },
    {
      topic: "retention",
      text: "Verify with whoever answers for it which records have to be kept six years (45 CFR 164.316(b)(2)), and whether logs are among them: Loki's retention and retentionRules hold the period, an object store the chunks.",
    },
    {
      topic: "audit",
      text: "Verify that reading and changing a patient's data is recorded and looked at (audit controls, 45 CFR 164.312(b)): logger.audit(action, user, details) at each such place, and a panel or an alert on these lines.",
    },
    {
      topic: "access",
      text: "Verify that each reader of logs has an account of their own, and that transport is encrypted (45 CFR 164.312(a) and (e)): Grafana's oauth with roles; TLS at its ingress and towards Loki's storage.",
    },
  ],
  GDPR: [
    {
      topic: "logs",
      text: "Verify that lines hold no more personal data than their purpose asks (Art. 5(1)(c)): StructuredLogger's redact takes paths such as user.email, Fluentd's lines.redactions takes patterns.",
    },
    {
      topic: "retention",
      text: "Verify that logs with personal data go after a period that is written down (Art. 5(1)(e)): Loki's retention, shorter for single streams with retentionRules; name the same period in the privacy notice.",
    },
    {
      topic: "audit",
      text: "Verify that it can be shown who has exported, changed or erased personal data (Art. 5(2)): logger.audit(action, user, details) at each such place, and alerts within hours, for a breach has to be told within 72 (Art. 33).",
    },
    {
      topic: "access",
      text: "Verify who reads logs and dashboards, and in which region they are stored (Art. 32, Chapter V): Grafana's oauth with roles; the region of the buckets of Loki's storage.",
    },
  ],
  "SOC 2": [
    {
      topic: "logs",
      text: "Verify that every system in scope sends its logs to one place, and that missing logs are noticed (CC7.2): Fluentd collects them, and its pack alerts when lines are refused or lost.",
    },
    {
      topic: "retention",
      text: "Verify that logs are kept at least for the period that the report covers, or for what your own policy says: Loki's retention and retentionRules.",
    },
    {
      topic: "audit",
      text: "Verify that incidents leave a trail from alert to what was done (CC7.3, CC7.4): routes with an owner, a runbook for each alert, logger.audit() for administrative acts.",
    },
    {
      topic: "access",
      text: "Verify that access is given by role, and looked through regularly (CC6.1 to CC6.3): Grafana's oauth with groups as roles, teams' folders, secrets by existingSecret only.",
    },
  ],
  "ISO 27001": [
    {
      topic: "logs",
      text: "Verify that what is logged, and what is watched, is written down and done (Annex A 8.15, 8.16): the metric catalogue and the runbooks of npm run docs say it for this platform.",
    },
    {
      topic: "retention",
      text: "Verify that records are kept and protected for the periods of your own policy (Annex A 5.33): Loki's retention and retentionRules, with the object store's own protection against deletion.",
    },
    {
      topic: "audit",
      text: "Verify that acts of privileged users are recorded and cannot be changed by them (Annex A 8.2, 8.15), with clocks in step (8.17): logger.audit() and a Loki that they may only read.",
    },
    {
      topic: "access",
      text: "Verify that rights to dashboards and logs follow the rules for access (Annex A 5.15, 5.18): Grafana's oauth with groups as roles, and network policies around the platform.",
    },
  ],
};

/** Where a provider's page takes the cards, less has to be shown, and that is to be shown first. */
export const CARDS_ELSEWHERE: Verify[number] = {
  topic: "logs",
  text: "A payment library is used and no field of a card is seen: verify that card data goes from the browser to the provider alone (what its self-assessment questionnaire SAQ A supposes), and that no webhook or error line writes what comes back from it; redact of the StructuredLogger and Fluentd's lines.redactions take out what does.",
};
