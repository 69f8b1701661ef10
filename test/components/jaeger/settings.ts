/** Settings and values of a Jaeger as tests want them: from props, defaults filled in. */
import { elasticsearch, jaegerProps, jaegerValues, type JaegerProps } from "../../../lib/components/jaeger";
import { existingSecret, parse, type Endpoint, type Values } from "../../../lib/model";

export const secret = existingSecret("jaeger-store");

/** Production's shape, when a test says nothing else. */
export const props = (over: Partial<JaegerProps> = {}): JaegerProps => ({
  storage: elasticsearch({ url: "https://es.internal:9200", credentials: secret }),
  ...over,
});

export const prometheus: Endpoint = { scheme: "http", service: "prometheus", namespace: "observability", port: 9090 };

export const valuesOf = (over: Partial<JaegerProps> = {}, metricsStore?: Endpoint): Values =>
  jaegerValues(parse(jaegerProps, props(over), "prod.jaeger"), metricsStore);

/** The value at a path such as `jaeger.replicas`; keys hold no dots here. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (found, key) => (typeof found === "object" && found !== null ? (found as Values)[key] : undefined),
      value,
    );
