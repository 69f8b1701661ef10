/** Resources of Terraform that run a program, and what is around them that tells which kind of program it is. */
import type { HclBlock } from "../../project";
import type { ServiceKind } from "../../assessment";
import { commandFact } from "../commands";
import { addressOf, mentions } from "./terraform-references";

export interface Runner {
  readonly kind?: ServiceKind;
  readonly framework?: string;
  readonly replicas?: string;
}

/** Resources that run a program by themselves. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
  aws_ecs_task_definition: {},
  aws_lambda_function: {},
  aws_apprunner_service: { kind: "web" },
  aws_elastic_beanstalk_environment: { kind: "web" },
  google_cloud_run_service: { kind: "web" },
  google_cloud_run_v2_service: { kind: "web" },
  google_cloud_run_v2_worker_pool: { kind: "worker" },
  google_cloud_run_v2_job: { kind: "cron" },
  google_cloudfunctions_function: {},
  google_cloudfunctions2_function: {},
  google_app_engine_standard_app_version: { kind: "web" },
  google_app_engine_flexible_app_version: { kind: "web" },
  azurerm_linux_web_app: { kind: "web", replicas: "worker_count" },
  azurerm_windows_web_app: { kind: "web", replicas: "worker_count" },
  azurerm_app_service: { kind: "web" },
  azurerm_linux_function_app: { framework: "azure-functions" },
  azurerm_windows_function_app: { framework: "azure-functions" },
  azurerm_function_app: { framework: "azure-functions" },
  azurerm_function_app_flex_consumption: { framework: "azure-functions" },
  azurerm_container_app: { replicas: "min_replicas" },
  azurerm_container_app_job: { kind: "cron" },
  azurerm_static_web_app: { kind: "frontend" },
  kubernetes_deployment: { replicas: "replicas" },
  kubernetes_deployment_v1: { replicas: "replicas" },
  kubernetes_stateful_set: { replicas: "replicas" },
  kubernetes_stateful_set_v1: { replicas: "replicas" },
  kubernetes_cron_job_v1: { kind: "cron" },
};

const BY_SPEAKER: readonly (readonly [RegExp, ServiceKind])[] = [
  [
    /^aws_lambda_event_source_mapping$|^aws_sns_topic_subscription$|^google_pubsub_subscription$|^google_eventarc_trigger$/,
    "queue consumer",
  ],
  [/^aws_(?:cloudwatch_event_target|scheduler_schedule)$|^google_cloud_scheduler_job$/, "cron"],
  [
    /^aws_(?:api_gateway_integration|apigatewayv2_integration|lambda_function_url|lb_target_group_attachment|alb_target_group_attachment)$/,
    "web",
  ],
];

export const kindOf = (
  block: HclBlock,
  runner: Runner,
  speaking: readonly HclBlock[],
  blocks: readonly HclBlock[],
  command: string | undefined,
): ServiceKind | undefined => {
  const balanced = speaking.some(({ labels }) =>
    /network_endpoint_group|_integration$|domain_mapping/.test(labels[0] ?? ""),
  );
  const fits = (kind: ServiceKind) =>
    runner.kind === undefined ||
    kind === runner.kind ||
    (runner.kind === "web" && kind === "queue consumer" && !balanced);
  const spoken = BY_SPEAKER.filter(([, kind]) => fits(kind)).find(([type]) =>
    speaking.some(({ labels }) => type.test(labels[0] ?? "")),
  );
  if (
    spoken?.[1] === "cron" &&
    speaking.some((each) => each.labels[0] === "aws_cloudwatch_event_target" && !isScheduled(blocks, each))
  )
    return "queue consumer";
  const fact = command === undefined ? undefined : commandFact(command)?.kind;
  const trigger = JSON.stringify(block.body["event_trigger"] ?? "");
  return (
    spoken?.[1] ??
    runner.kind ??
    (trigger.length > 2 ? "queue consumer" : /"trigger_http":true/.test(JSON.stringify(block.body)) ? "web" : fact)
  );
};

const isScheduled = (blocks: readonly HclBlock[], target: HclBlock): boolean => {
  const rules = blocks
    .filter(({ labels }) => labels[0] === "aws_cloudwatch_event_rule")
    .filter((rule) => mentions(target, addressOf(rule)));
  return rules.length === 0 || rules.some(({ body }) => body["schedule_expression"] !== undefined);
};
