/** Words, fields and libraries that are signs of a set of rules. */
import { words } from "../known-libraries";
import type { Framework } from "../assessment";

/** `strong`: enough by itself. `weak`: counts with others of its kind. */
export interface FieldSign {
  readonly framework: Framework;
  readonly strength: "strong" | "weak";
  /** Fields of one kind count once. */
  readonly kind: string;
  readonly pattern: RegExp;
}

export const FIELDS: readonly FieldSign[] = [
  {
    framework: "PCI DSS",
    strength: "strong",
    kind: "card number",
    pattern: /\b(?:credit_?card_?(?:number|cvv|num)|card_?number|card_?pan|primary_?account_?number|cc_?number)\b/i,
  },
  {
    framework: "PCI DSS",
    strength: "weak",
    kind: "security code",
    pattern: /\b(?:cvv2?|cvc2?|card_?(?:cvv|cvc|security_?code))\b/i,
  },
  {
    framework: "HIPAA",
    strength: "strong",
    kind: "medical record",
    pattern:
      /\b(?:medical_?record(?:_?number)?|patient_?record|icd_?10(?:_?code)?|diagnos[ie]s_?code|electronic_?health_?record)s?\b/i,
  },
  {
    framework: "HIPAA",
    strength: "weak",
    kind: "patient",
    pattern: /\b(?:class Patient|patient_?(?:id|name|number)|table patients?)\b/i,
  },
  {
    framework: "HIPAA",
    strength: "weak",
    kind: "diagnosis",
    pattern: /\b(?:class Diagnosis|diagnos[ie]s|prescriptions?|medications?)\b/i,
  },
  {
    framework: "GDPR",
    strength: "strong",
    kind: "date of birth",
    pattern: /\b(?:date_?of_?birth|birth_?date|geburtsdatum)\b/i,
  },
  {
    framework: "GDPR",
    strength: "strong",
    kind: "identity number",
    pattern: /\b(?:passport_?(?:no|number)|national_?id(?:_?number)?|social_?security_?number|tax_?id_?number)\b/i,
  },
  {
    framework: "GDPR",
    strength: "strong",
    kind: "rights of persons",
    pattern:
      /\b(?:gdpr(?:_?\w{1,40})?|dsgvo|right_?to_?(?:erasure|be_?forgotten)|anonymi[sz]e_?(?:user|customer|member|person)|erase_?personal_?data|export_?personal_?data)\b/i,
  },
  { framework: "GDPR", strength: "weak", kind: "e-mail address", pattern: /\be_?mail(?:_?address)?\b/i },
  {
    framework: "GDPR",
    strength: "weak",
    kind: "telephone",
    pattern: /\b(?:phone(?:_?number)?|mobile_?(?:number|phone)|telephone)\b/i,
  },
  {
    framework: "GDPR",
    strength: "weak",
    kind: "name",
    pattern: /\b(?:first_?name|last_?name|full_?name|surname|given_?name)\b/i,
  },
  {
    framework: "GDPR",
    strength: "weak",
    kind: "address",
    pattern: /\b(?:street(?:_?address)?|postal_?code|home_?address|zip_?code)\b/i,
  },
];

export interface DocumentSign {
  readonly framework: Framework;
  readonly pattern: RegExp;
}

export const DOCUMENTS: readonly DocumentSign[] = [
  { framework: "PCI DSS", pattern: /\bPCI[- ]?DSS\b|\bSAQ[- ](?:A|D|A-EP)\b|\bcardholder data\b|^pci\b/i },
  { framework: "HIPAA", pattern: /\bHIPAA\b|\be?PHI\b|\bprotected health information\b/ },
  {
    framework: "GDPR",
    pattern:
      /\bGDPR\b|\bDSGVO\b|\bDPIA\b|\bdata protection (?:officer|impact)\b|\bright (?:to|of) (?:be forgotten|erasure)\b/i,
  },
  { framework: "SOC 2", pattern: /\bSOC[- ]?2\b|\bTrust Services Criteria\b/ },
  { framework: "ISO 27001", pattern: /\bISO(?:\/IEC)?[- ]?27001\b|\bISMS\b|\bStatement of Applicability\b/ },
];

interface LibrarySign {
  readonly framework: Framework;
  readonly confidence: "likely" | "possible";
  readonly names: ReadonlySet<string>;
  readonly prefixes: readonly string[];
}

export const LIBRARIES: readonly LibrarySign[] = [
  {
    framework: "PCI DSS",
    confidence: "likely",
    names: new Set(
      words(
        "stripe stripe.net stripe-php stripe/stripe-php com.stripe:stripe-java dj-stripe async-stripe stripity_stripe braintree braintree/braintree_php com.braintreepayments.gateway:braintree-java @adyen/api-library adyen adyen/php-api-library com.adyen:adyen-java-api-library square squareup com.squareup:square authorizenet @mollie/api-client mollie-api-python mollie/mollie-api-php razorpay razorpay/razorpay checkout-sdk-node checkout-sdk checkout/checkout-sdk-php @paypal/checkout-server-sdk paypalrestsdk activemerchant pay laravel/cashier com.checkout:checkout-sdk-java",
      ),
    ),
    prefixes: ["github.com/stripe/stripe-go", "github.com/adyen/adyen-go-api-library", "github.com/braintree-go/"],
  },
  {
    framework: "PCI DSS",
    confidence: "possible",
    names: new Set(
      words(
        "@stripe/stripe-js @stripe/react-stripe-js @adyen/adyen-web braintree-web react-credit-cards credit-card-type",
      ),
    ),
    prefixes: [],
  },
  {
    framework: "HIPAA",
    confidence: "likely",
    names: new Set(
      words(
        "fhir fhir-kit-client fhirclient fhir.resources fhir-resources fhirpy hl7 hl7apy hl7-standard node-hl7-client pydicom pynetdicom dcmjs @medplum/core @medplum/fhirtypes @types/fhir hl7.fhir.r4 hl7.fhir.stu3 hl7.fhir.r5 nhapi fhir_models fhir_client ruby-hl7 fo-dicom google-cloud-healthcare",
      ),
    ),
    prefixes: [
      "ca.uhn.hapi.fhir:",
      "ca.uhn.hapi:",
      "org.dcm4che:",
      "@smile-cdr/",
      "github.com/samply/golang-fhir-models",
      "hl7.fhir.",
    ],
  },
];

/** Regions of clouds within the European Union. */
export const EUROPE =
  /\b(?:eu-(?:central|west|north|south)-[1-3]|europe-(?:west|central|north|southwest)\d{1,2}|westeurope|northeurope|germanywestcentral|francecentral|swedencentral|italynorth|polandcentral|spaincentral)\b/;

/** Services that gather proofs for auditors. */
export const AUDITORS: readonly (readonly [RegExp, Framework])[] = [[/\b(?:vanta|drata|secureframe)\b/i, "SOC 2"]];
