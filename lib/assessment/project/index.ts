/** A project that somebody else has written, read without running anything of it. */
export { openProject, type OpenOptions } from "./open-project";
export { LIMITS, type Limits } from "./limits";
export type {
  Dependency,
  DockerInstruction,
  HclBlock,
  KubernetesObject,
  Project,
  ProjectFile,
  Setting,
  SourceFile,
  Structured,
} from "./project";
