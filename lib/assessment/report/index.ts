/** An assessment to read, and one for programs. */
export { assessmentJson } from "./json";
export { assessmentMarkdown } from "./markdown";
