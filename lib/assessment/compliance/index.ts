/** Signs of PCI DSS, HIPAA, GDPR, SOC 2 and ISO 27001, with what to verify. */
export { complianceOf, type ComplianceProps } from "./compliance";
