/** Buckets that manifests and configurations name: `s3://…`, and the stores of Loki, Tempo, Mimir and Thanos. */
import type { Project, Structured } from "../project";
import { composeOf } from "./compose-values";
import { aside, seen, type Observation, type Thing } from "./observation";
import { leavesOf } from "./values";

export const buckets = (project: Project): readonly Observation[] => [
  ...project.kubernetes.filter(({ file }) => !aside(file.path)).flatMap(addresses),
  ...composeOf(project)
    .filter(({ file }) => !aside(file.path))
    .flatMap(addresses),
  ...project
    .matching("**/*{loki,tempo,mimir,thanos,objstore}*.{yml,yaml}")
    .filter(({ path }) => !aside(path))
    .flatMap((file) => project.structured(file))
    .flatMap(stores),
];

const ADDRESSES: readonly (readonly [RegExp, Thing])[] = [
  [/(?:^|[\s=,"'])s3a?:\/\//, { kind: "objectStores", name: "s3" }],
  [/(?:^|[\s=,"'])gs:\/\//, { kind: "objectStores", name: "gcs" }],
  [
    /(?:^|[\s=,"'])(?:abfss?|wasbs?|azblob):\/\/|\.blob\.core\.windows\.net/,
    { kind: "objectStores", name: "azure-blob" },
  ],
  [/\.digitaloceanspaces\.com/, { kind: "objectStores", name: "spaces" }],
  [/\.r2\.cloudflarestorage\.com/, { kind: "objectStores", name: "r2" }],
];

const addresses = ({ file, value, lineOf }: Pick<Structured, "file" | "value" | "lineOf">): readonly Observation[] =>
  leavesOf(value).flatMap(({ keys, text }) =>
    text.length > 2000
      ? []
      : ADDRESSES.flatMap(([pattern, thing]) =>
          pattern.test(text)
            ? [seen(thing, "likely", file, lineOf(keys), `${String(keys.at(-1))}: an address of ${thing.name}`)]
            : [],
        ),
  );

const STORES: Readonly<Record<string, Thing>> = {
  s3: { kind: "objectStores", name: "s3" },
  S3: { kind: "objectStores", name: "s3" },
  gcs: { kind: "objectStores", name: "gcs" },
  GCS: { kind: "objectStores", name: "gcs" },
  azure: { kind: "objectStores", name: "azure-blob" },
  AZURE: { kind: "objectStores", name: "azure-blob" },
};

const stores = (document: Structured): readonly Observation[] =>
  leavesOf(document.value).flatMap(({ keys, text }) => {
    const isStore =
      ["object_store", "backend"].includes(String(keys.at(-1))) ||
      (keys.at(-1) === "type" && (keys.length === 1 || /storage/i.test(String(keys.at(-2)))));
    const thing = isStore && Object.hasOwn(STORES, text) ? STORES[text] : undefined;
    return thing === undefined
      ? []
      : [seen(thing, "likely", document.file, document.lineOf(keys), `${String(keys.at(-1))}: ${text}`)];
  });
