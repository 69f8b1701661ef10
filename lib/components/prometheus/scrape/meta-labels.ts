/** The labels that each discovery gives its targets, so that a rule that reads one nobody sets is found before it silently matches nothing (prometheus.io, configuration). */
import type { Discovery } from "./discovery";
import type { KubernetesRole } from "./kubernetes-discovery";

/** Names; one that ends in `*` stands for all that begin so. */
type Names = readonly string[];

const below = (prefix: string, names: string): Names => names.split(" ").map((name) => `${prefix}${name}`);

const KUBERNETES = "__meta_kubernetes_";
const described = (object: string): Names =>
  below(`${KUBERNETES}${object}_`, "label_* labelpresent_* annotation_* annotationpresent_*");

const namespace: Names = [`${KUBERNETES}namespace`];
const namespaceObject: Names = described("namespace");
const node: Names = [...described("node"), ...below(`${KUBERNETES}node_`, "name provider_id condition_* address_*")];
const attachedNode: Names = [...described("node"), `${KUBERNETES}node_name`];
const service: Names = [
  ...described("service"),
  ...below(
    `${KUBERNETES}service_`,
    "name cluster_ip external_name loadbalancer_ip port_name port_number port_protocol type",
  ),
];
const pod: Names = [
  ...described("pod"),
  ...below(
    `${KUBERNETES}pod_`,
    "name ip ready phase node_name host_ip uid controller_kind controller_name deployment_name cronjob_name job_name " +
      "container_init container_name container_id container_image container_port_name container_port_number container_port_protocol",
  ),
];
const ofPods: Names = [...pod, ...namespace, ...attachedNode, ...namespaceObject];

const ROLES: Readonly<Record<KubernetesRole, Names>> = {
  node,
  service: [...service, ...namespace, ...namespaceObject],
  pod: ofPods,
  endpoints: [
    ...described("endpoints"),
    `${KUBERNETES}endpoints_name`,
    ...below(
      `${KUBERNETES}endpoint_`,
      "hostname node_name ready port_name port_protocol address_target_kind address_target_name",
    ),
    ...service,
    ...ofPods,
  ],
  endpointslice: [
    ...described("endpointslice"),
    ...below(
      `${KUBERNETES}endpointslice_`,
      "name address_target_kind address_target_name address_type endpoint_conditions_ready endpoint_conditions_serving " +
        "endpoint_conditions_terminating endpoint_topology_* endpoint_hostname endpoint_node_name endpoint_zone port " +
        "port_name port_protocol port_app_protocol",
    ),
    ...service,
    ...ofPods,
  ],
  ingress: [
    ...described("ingress"),
    ...below(`${KUBERNETES}ingress_`, "name class_name scheme host path"),
    ...namespace,
    ...namespaceObject,
  ],
};

/** The labels that targets of a Kubernetes role carry. */
export const labelsOfRole = (role: KubernetesRole): Names => ROLES[role];

/** The labels that targets of a source carry; `*` alone where whoever is asked may set any. */
export const metaLabelsOf = (source: Discovery): Names => {
  switch (source.kind) {
    case "static":
      return Object.keys(source.labels ?? {});
    case "kubernetes":
      return ROLES[source.role];
    case "consul":
      return below(
        "__meta_consul_",
        "address dc health namespace partition metadata_* node service_address service_id service_metadata_* service_port service " +
          "tagged_address_* tags",
      );
    case "dns":
      return below("__meta_dns_", "name srv_record_target srv_record_port mx_record_target ns_record_target");
    case "ec2":
      return below(
        "__meta_ec2_",
        "ami architecture availability_zone availability_zone_id instance_id instance_lifecycle instance_state instance_type " +
          "ipv6_addresses owner_id platform default_ipv6_address primary_ipv6_addresses primary_subnet_id private_dns_name private_ip " +
          "public_dns_name public_ip region subnet_id tag_* vpc_id",
      );
    case "gce":
      return below(
        "__meta_gce_",
        "instance_id instance_name instance_status label_* machine_type metadata_* network private_ip interface_ipv4_* project public_ip " +
          "subnetwork tags zone",
      );
    case "azure":
      return below(
        "__meta_azure_",
        "machine_id machine_location machine_name machine_computer_name machine_os_type machine_private_ip machine_public_ip " +
          "machine_resource_group machine_tag_* machine_scale_set machine_size subscription_id tenant_id",
      );
    case "http":
    case "file":
      return ["*"];
  }
};

const covers = (known: string, name: string): boolean =>
  known.endsWith("*") ? name.startsWith(known.slice(0, -1)) && name.length >= known.length : known === name;

/** Whether a label that a rule reads is set by somebody. Only labels that begin with `__meta_` are judged. */
export const isSet = (name: string, known: Names): boolean =>
  !name.startsWith("__meta_") || known.some((each) => covers(each, name));
