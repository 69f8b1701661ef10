/** All readers of what tells of services. */
import type { Reader } from "../found";
import { azureFunctions } from "./azure-functions";
import { compose } from "./compose";
import { functions } from "./functions";
import { helm } from "./helm";
import { hosting } from "./hosting";
import { kubernetes } from "./kubernetes";
import { kustomize } from "./kustomize";
import { nomad } from "./nomad";
import { processes } from "./processes";
import { terraform } from "./terraform";

export const READERS: readonly Reader[] = [
  kubernetes,
  helm,
  kustomize,
  nomad,
  terraform,
  functions,
  compose,
  azureFunctions,
  hosting,
  processes,
];
