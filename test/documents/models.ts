/** The models of all environments, built once for a test file and not written. */
import { App } from "cdktf";
import type { Model } from "../../lib/model";
import { modelsOf } from "../../lib/terraform";
import { environments } from "../../stacks/environments";
import { installation } from "../platform/installation";
import { temporaryFolder } from "../stacks/synthesized";

const app = new App({ outdir: temporaryFolder() });
const { stacks } = installation(environments);
for (const environment of environments) Array.from(stacks(app, environment));

export const installedModels: readonly Model[] = modelsOf(app);
