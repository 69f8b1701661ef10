/** Fluentd's values, rendered by the real chart. */
import fc from "fast-check";
import { charts } from "../../../lib/charts";
import { fluentdProps, fluentdValues, podVolume, type FluentdProps } from "../../../lib/components/fluentd";
import { configurationFiles, type Destination } from "../../../lib/components/fluentd/pipeline";
import { configurationText } from "../../../lib/pipeline";
import { podLabels } from "../../../lib/components/fluentd/values";
import { existingSecret, gibibytes, mebibytes, parse, secretEnvironment } from "../../../lib/model";
import { describeWithCharts } from "../../proof/tool";
import { containersOf, only, podOf, rendered, unbounded, type KubernetesObject } from "../grafana/rendered";
import { read } from "../../pipeline/reader";
import { full } from "./full";

const loki: Destination = {
  endpoint: { scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 },
  tenant: "platform",
  login: true,
};

describeWithCharts("Fluentd by the real chart", (folder) => {
  const render = (
    props: FluentdProps = {},
    destination: Destination | undefined = loki,
  ): readonly KubernetesObject[] => {
    const settings = parse(fluentdProps, props, "fluentd");
    const password = destination?.login === true ? existingSecret("loki-tenant") : undefined;
    const release = { name: settings.releaseName, namespace: settings.namespace };
    return rendered(folder, charts.fluentd, release, fluentdValues(settings, destination, password));
  };
  const baked: FluentdProps = { image: { repository: "registry.acme.example/fluentd-loki", tag: "1.19.3" } };

  test("it is a DaemonSet whose pods have the labels that policies select, on every node", () => {
    const daemonSet = only(render(), "DaemonSet");
    expect(daemonSet.metadata.name).toBe("fluentd");
    expect(daemonSet.spec?.template?.metadata.labels).toMatchObject(podLabels("fluentd"));
    expect(podOf(daemonSet)["tolerations"]).toEqual([{ operator: "Exists" }]);
    expect(podOf(daemonSet).containers[0]?.ports).toContainEqual(expect.objectContaining({ containerPort: 24231 }));
    expect(daemonSet.spec?.["updateStrategy"]).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: "25%" },
    });
  });

  test.each([
    ["as it is", {}],
    ["with an image of one's own", baked],
    [
      "with a volume of the pod's own",
      { buffer: { size: mebibytes(512), location: podVolume({ size: gibibytes(1), storageClass: "fast" }) } },
    ],
  ] as const)("%s, it has requests and a memory limit, and no power that it does not need", (_, props) => {
    const pod = podOf(only(render(props), "DaemonSet"));
    expect(unbounded(pod)).toEqual([]);
    for (const { securityContext } of containersOf(pod))
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"], add: ["DAC_READ_SEARCH"] },
        readOnlyRootFilesystem: "image" in props,
      });
    expect(pod.securityContext).toMatchObject({ seccompProfile: { type: "RuntimeDefault" } });
    for (const key of ["hostNetwork", "hostPID", "hostIPC"]) expect(pod[key]).toBeUndefined();
  });

  test("all names follow the release, whatever it is called", () => {
    const objects = render({ releaseName: "shipper" });
    for (const kind of ["DaemonSet", "Service", "ServiceAccount"])
      expect(only(objects, kind).metadata.name).toBe("shipper");
    expect(only(objects, "DaemonSet").spec?.template?.metadata.labels).toMatchObject(podLabels("shipper"));
  });

  test("logs are mounted to be read only, the buffer survives the pod", () => {
    const pod = podOf(only(render(), "DaemonSet"));
    const mounts = pod.containers[0]?.volumeMounts?.filter(({ name }) => ["logs", "state", "tmp"].includes(name));
    expect(mounts).toEqual([
      { name: "logs", mountPath: "/var/log", readOnly: true },
      { name: "state", mountPath: "/buffers" },
      { name: "tmp", mountPath: "/tmp" },
    ]);
    expect(pod.volumes?.filter((volume) => "hostPath" in volume)).toEqual([
      { name: "logs", hostPath: { path: "/var/log", type: "Directory" } },
      { name: "state", hostPath: { path: "/var/lib/fluentd", type: "DirectoryOrCreate" } },
    ]);
  });

  test("the gem is installed at start, unless the image has it", () => {
    expect(podOf(only(render(), "DaemonSet")).containers[0]).toMatchObject({
      image: "fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-forward-1.1",
      command: ["/bin/sh", "-c", expect.stringContaining("fluent-gem install fluent-plugin-grafana-loki:1.2.20")],
    });
    const [own] = podOf(only(render(baked), "DaemonSet")).containers;
    expect(own?.image).toBe("registry.acme.example/fluentd-loki:1.19.3");
    expect(own?.command).toBeUndefined();
  });

  test("behind a mirror, the image that was named is the only one, with a login", () => {
    const pod = podOf(
      only(
        render({ ...baked, imageRegistry: "registry.acme.example/mirror", imagePullSecrets: ["pull"] }),
        "DaemonSet",
      ),
    );
    for (const { image } of containersOf(pod)) expect(image).toBe("registry.acme.example/fluentd-loki:1.19.3");
    expect(pod["imagePullSecrets"]).toEqual([{ name: "pull" }]);
  });

  describe("with everything in it", () => {
    const objects = render(full);
    const pod = podOf(only(objects, "DaemonSet"));

    test("the gems of its plug-ins are installed, with the client that the index needs", () => {
      const [, , command] = pod.containers[0]?.command ?? [];
      expect([...(command ?? "").matchAll(/fluent-gem install (\S+)/g)].map(([, gem]) => gem)).toEqual([
        "fluent-plugin-throttle:0.0.5",
        "fluent-plugin-grafana-loki:1.2.20",
        "fluent-plugin-opensearch:1.1.6",
        "fluent-plugin-s3:1.8.5",
        "elasticsearch:8.19.3",
        "fluent-plugin-elasticsearch:5.4.4",
      ]);
    });

    test("its doors are ports of the pod and of the Service", () => {
      expect(pod.containers[0]?.ports).toEqual([
        expect.objectContaining({ containerPort: 24231 }),
        expect.objectContaining({ name: "forward", containerPort: 24224 }),
        expect.objectContaining({ name: "http", containerPort: 9880 }),
      ]);
      expect(JSON.stringify(only(objects, "Service").spec)).toContain('"port":24224');
    });

    test("every file of a secret that the configuration reads is mounted", () => {
      const files = objects.find(({ metadata }) => metadata.name === "fluentd-config-fluentd")?.data ?? {};
      const read = new Set(Object.values(files).flatMap((text) => text.match(/\/etc\/fluent-secrets\/[^\s"]+/g) ?? []));
      const mounted = (pod.containers[0]?.volumeMounts ?? []).flatMap(({ name, mountPath }) => {
        const volume = (pod.volumes ?? []).find((each) => each["name"] === name) as
          { readonly secret?: { readonly items: readonly { readonly path: string }[] } } | undefined;
        return (volume?.secret?.items ?? []).map(({ path }) => `${mountPath}/${path}`);
      });
      expect([...read].sort()).toEqual([...new Set(mounted)].sort());
      expect(read.size).toBe(6);
    });

    test("every variable that the configuration reads is there, from a Secret", () => {
      const files = objects.find(({ metadata }) => metadata.name === "fluentd-config-fluentd")?.data ?? {};
      const read = new Set(
        Object.values(files).flatMap((text) => [...text.matchAll(/ENV\[\\?"(\w+)\\?"\]/g)].map(([, name]) => name)),
      );
      const variables = pod.containers[0]?.env as readonly { readonly name: string }[];
      for (const name of read) expect(variables.map((each) => each.name)).toContain(name);
      expect(read.size).toBeGreaterThan(8);
    });
  });

  test("on Docker, what the links of the logs lead to is mounted, to be read only", () => {
    const mounts = podOf(only(render({ tail: { format: "docker" } }), "DaemonSet")).containers[0]?.volumeMounts;
    expect(mounts).toContainEqual({
      name: "docker",
      mountPath: "/var/lib/docker/containers",
      readOnly: true,
    });
  });

  test("variables from Secrets stand beside its own", () =>
    expect(
      podOf(only(render({ environment: { PROXY: secretEnvironment(existingSecret("proxy"), "url") } }), "DaemonSet"))
        .containers[0]?.["env"],
    ).toContainEqual({ name: "PROXY", valueFrom: { secretKeyRef: { name: "proxy", key: "url" } } }));

  test("SELinux and seccomp are told to the pod, which stays root", () =>
    expect(
      podOf(
        only(
          render({ podSecurity: { seLinuxOptions: { type: "spc_t" }, seccompProfile: { localhost: "fluentd.json" } } }),
          "DaemonSet",
        ),
      )["securityContext"],
    ).toEqual({
      runAsUser: 0,
      seLinuxOptions: { type: "spc_t" },
      seccompProfile: { type: "Localhost", localhostProfile: "fluentd.json" },
    }));

  test("the chart keeps no file of its own, and ours arrive whole", () => {
    const files =
      render().find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "fluentd-config-fluentd")?.data ??
      {};
    const ours = configurationFiles(parse(fluentdProps, {}, ""), loki);
    expect(Object.keys(files).sort()).toEqual(Object.keys(ours).sort());
    for (const [name, text] of Object.entries(ours)) expect(files[name]).toBe(text.trimEnd());
    expect(JSON.stringify(files)).not.toContain("elasticsearch");
  });

  test("any text in the configuration arrives through chart and YAML", () => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 12 }), { numRuns: 200, seed: 1 });
    const parameters = Object.fromEntries(
      ["#{`id`}", "${tag}", "{{ .Values }}", "\u2028", " a ", "- b", ...texts].map((text, index) => [
        `key${index}`,
        text,
      ]),
    );
    const values = {
      ...fluentdValues(parse(fluentdProps, {}, ""), loki, undefined),
      fileConfigs: { "04_outputs.conf": configurationText([{ name: "match", argument: "**", parameters }]) },
    };
    const objects = rendered(folder, charts.fluentd, { name: "fluentd", namespace: "x" }, values);
    const file =
      objects.find(({ metadata }) => metadata.name === "fluentd-config-fluentd")?.data?.["04_outputs.conf"] ?? "";
    expect(read(`${file}\n`)[0]?.parameters).toEqual(parameters);
  });

  test("it knows its node and, where asked, a password", () => {
    const env = podOf(only(render(), "DaemonSet")).containers[0]?.env;
    expect(env).toContainEqual({ name: "K8S_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } });
    expect(env).toContainEqual({
      name: "LOKI_PASSWORD",
      valueFrom: { secretKeyRef: { name: "loki-tenant", key: "password" } },
    });
    expect(
      JSON.stringify(podOf(only(render({}, { ...loki, login: false }), "DaemonSet")).containers[0]?.env),
    ).not.toContain("PASSWORD");
  });

  test("probes wait for the gem", () => {
    expect(podOf(only(render(), "DaemonSet")).containers[0]?.livenessProbe).toEqual({
      httpGet: { path: "/metrics", port: "metrics" },
      initialDelaySeconds: 120,
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 5,
    });
  });

  test("a ServiceMonitor finds the Service, without the chart's own label", () => {
    const monitor = only(render(), "ServiceMonitor");
    expect(monitor.spec).toMatchObject({
      endpoints: [{ port: "metrics" }],
      selector: { matchLabels: podLabels("fluentd") },
    });
    expect(JSON.stringify(monitor.metadata)).not.toContain("prometheus-operator");
    expect(render({ serviceMonitor: false }).map(({ kind }) => kind)).not.toContain("ServiceMonitor");
  });

  test("no dashboard and no policy of the chart's is left", () => {
    const objects = render();
    expect(objects.map(({ metadata }) => metadata.name).filter((name) => name.startsWith("dashboard-"))).toEqual([]);
    expect(objects.map(({ kind }) => kind)).not.toContain("PodSecurityPolicy");
  });
});
