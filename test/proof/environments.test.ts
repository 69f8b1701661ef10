/** Every stack of every environment through the real Terraform: planned, applied, planned again without a change, destroyed. */
import { environments } from "../../stacks/environments";
import { synthesized } from "../stacks/synthesized";
import { withTerraform, type PlanJson } from "./terraform/terraform";
import { describeWith } from "./tool";

const created = ({ resource_changes = [] }: PlanJson, type: string): readonly Readonly<Record<string, unknown>>[] =>
  resource_changes.filter((each) => each.type === type).map(({ change }) => change.after ?? {});

const uidIn = (json: unknown): unknown => (JSON.parse(String(json)) as { readonly uid?: unknown }).uid;

describeWith(["terraform"], "terraform", () => {
  test.each(environments.map((environment) => [environment.name, environment] as const))(
    "plans, applies and destroys %s, the platform before the content",
    async (name, environment) => {
      const { outdir, stacks } = synthesized(environment);
      await withTerraform(outdir, async (terraform) => {
        expect(terraform.stacks.map((stack) => stack.name)).toEqual([`${name}-platform`, `${name}-content`]);
        const lived = await terraform.everything();
        for (const [stack, { plan, state }] of lived) {
          const planned = (plan.json.resource_changes ?? []).length;
          const synthesizedResources = Object.values(stacks[stack]?.resource ?? {}).flatMap((each) =>
            Object.keys(each),
          );
          expect(planned).toBe(synthesizedResources.length);
          expect((JSON.parse(state) as { resources: unknown[] }).resources.length).toBe(planned);
        }
        const platform = lived.get(`${name}-platform`)?.plan.json ?? {};
        const charts = created(platform, "helm_release").map(({ chart }) => chart);
        expect(charts).toEqual(
          expect.arrayContaining(["kube-prometheus-stack", "alertmanager", "grafana", "loki", "jaeger", "fluentd"]),
        );
        const content = lived.get(`${name}-content`)?.plan.json ?? {};
        const uids = created(content, "grafana_dashboard").map((each) => uidIn(each["config_json"]));
        expect(uids).toEqual(expect.arrayContaining(["home", "prometheus", "runbook-http-high-error-ratio"]));
        for (const type of ["grafana_playlist", "grafana_organization_preferences"])
          expect(created(content, type)).toHaveLength(1);
      });
    },
    // All that is planned, applied and destroyed by a real program: on a busy machine this takes minutes.
    600_000,
  );
});
