/** Every query of every panel of every environment, as it is deployed there, asked of a real Prometheus in a small synthetic world. */
import { App } from "cdktf";
import { modelsOf } from "../../lib/terraform";
import { environments } from "../../stacks/environments";
import { installation } from "../platform/installation";
import { temporaryFolder } from "../stacks/synthesized";
import { provenIn, STREAM_LABELS } from "./panels/proven";
import { worldOfModel } from "./panels/worlds";

const app = new App({ outdir: temporaryFolder() });
const { stacks } = installation(environments);
for (const environment of environments) Array.from(stacks(app, environment));

const models = modelsOf(app);

test.each(models.map((model) => [model.name, model] as const))(
  "Fluentd of %s names streams as panels do",
  (_, { releases }) => {
    const configurations = releases.flatMap(({ values }) =>
      Object.values((values["fileConfigs"] ?? {}) as Readonly<Record<string, string>>),
    );
    const named = configurations.flatMap((text) =>
      [...text.matchAll(/<label>\n([^]*?)<\/label>/g)].flatMap(([, lines = ""]) =>
        [...lines.matchAll(/^\s*(\w+) /gm)].map(([, label]) => label),
      ),
    );
    expect(new Set(named)).toEqual(STREAM_LABELS);
  },
);

provenIn(models.map(worldOfModel));
