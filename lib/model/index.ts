/** The vocabulary of the product: pure values, no Terraform, no input or output. */
export * from "./correlation";
export * from "./duration";
export * from "./endpoint";
export * from "./finding";
export * from "./model";
export * from "./pod-security";
export * from "./quantity";
export * from "./schema";
export * from "./secret";
export * from "./secret-schema";
export * from "./values";
export * from "./workload";
