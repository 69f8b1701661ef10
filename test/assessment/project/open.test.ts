/** What a project is to those who assess it. */
import { projectOf } from "../project-of";

test("everything that is asked of a project answers", async () => {
  const project = await projectOf({
    "package.json":
      '{\n  "dependencies": {\n    "express": "5",\n    "pg": "8"\n  },\n  "devDependencies": { "jest": "30" }\n}',
    "docker-compose.yml": "x: &a\n  image: redis:7\nservices:\n  cache:\n    <<: *a\n  api:\n    build: .\n",
    "docker-compose.override.yml": "services:\n  api:\n    ports: ['8080:80']\n",
    Dockerfile: 'FROM node:20\nEXPOSE 8080\nCMD ["node", "x.js"]\n',
    "infra/main.tf":
      'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n\nresource "aws_sqs_queue" "dead" {\n  name = "dead"\n}\nlocals {\n  a = [1]\n}\n',
    "k8s/all.yaml":
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata:\n    name: a\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata: { name: b, namespace: shop }\n",
    "chart/Chart.yaml": "name: shop\nappVersion: 1.2.3\n",
    "chart/values.yaml": "image:\n  repository: acme/shop\nreplicas: 3\n",
    "chart/templates/deployment.yaml":
      '{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "shop.fullname" . }}\n  labels:\n    {{- include "shop.labels" . | nindent 4 }}\nspec:\n  replicas: {{ .Values.replicas }}\n  template:\n    spec:\n      containers:\n        - image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"\n{{- end }}\n',
    ".env": "A=1\nDATABASE_URL=postgres://x\n",
    "grafana.ini": "[server]\nport = 1\n[database]\ntype = sqlite3\n",
    "src/index.ts": "export const a = 1;\n",
    "src/index.test.ts": "test",
    "pyproject.toml":
      '[project]\nname = "a"\ndependencies = [\n  "fastapi>=0.1",\n]\n[tool.poetry.dependencies]\npython = "3"\nredis = "5"\n',
    "go.mod": "module x\n\nrequire (\n\tgithub.com/lib/pq v1.2.3\n\tgithub.com/a/b v1.0.0 // indirect\n)\n",
    "pom.xml":
      "<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><scope>test</scope></dependency></dependencies></project>",
    "app.csproj":
      '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Npgsql" Version="8.0" /></ItemGroup></Project>',
    Gemfile: "gem 'rails', '~> 7'\ngroup :development, :test do\n  gem 'rspec'\nend\ngem 'pg'\n",
    "mix.exs": '      {:phoenix, "~> 1.7"},\n      {:credo, "~> 1.7", only: [:dev, :test]},\n',
    "bad.yaml": "kind: A\napiVersion: v1\n  a: : b\n- [",
    "bad.tf": "a {{",
    "cfn.yaml": "Resources:\n  A:\n    Type: !Ref X\n    V: !GetAtt a.b\n",
  });
  expect({
    findings: project.findings,
    compose: project.compose.map(({ file, value, lineOf }) => [
      file.path,
      value,
      lineOf(["services", "api"]),
      lineOf(["services", "cache", "image"]),
    ]),
    docker: project.dockerfiles.map((file) => project.dockerfile(file)),
    hcl: project.hcl.map(({ type, labels, body, line }) => [type, labels, body, line]),
    kubernetes: project.kubernetes.map(({ kind, name, namespace, value, lineOf }) => [
      kind,
      name,
      namespace,
      value,
      lineOf(["metadata", "name"]),
    ]),
    env: project.settings(project.file(".env")!),
    ini: project.settings(project.file("grafana.ini")!),
    sources: project.sources.map(({ file, language }) => [file.path, language]),
    dependencies: project.dependencies.map(
      ({ file, name, version, development, line }) => `${file.path}:${line} ${name} ${version} ${development}`,
    ),
    cfn: project.structured(project.file("cfn.yaml")!).map(({ value }) => value),
    charts: project.matching("**/Chart.yaml").map(({ path }) => path),
    again: project.findings,
  }).toMatchInlineSnapshot(`
   {
     "again": [
       {
         "check": "assessment/malformed",
         "mend": "mend the file, or remove it if nobody reads it: nothing in it has been assessed",
         "path": "bad.tf:1",
         "problem": "is no HCL: Argument or block definition required; An argument or block definition is required here.",
         "severity": "warning",
       },
       {
         "check": "assessment/malformed",
         "mend": "mend the file, or remove it if nobody reads it: nothing in it has been assessed",
         "path": "bad.yaml:2",
         "problem": "is no YAML: Nested mappings are not allowed in compact mappings",
         "severity": "warning",
       },
     ],
     "cfn": [
       {
         "Resources": {
           "A": {
             "Type": "X",
             "V": "a.b",
           },
         },
       },
     ],
     "charts": [
       "chart/Chart.yaml",
     ],
     "compose": [
       [
         "docker-compose.yml",
         {
           "services": {
             "api": {
               "build": ".",
             },
             "cache": {
               "image": "redis:7",
             },
           },
           "x": {
             "image": "redis:7",
           },
         },
         6,
         4,
       ],
       [
         "docker-compose.override.yml",
         {
           "services": {
             "api": {
               "ports": [
                 "8080:80",
               ],
             },
           },
         },
         2,
         1,
       ],
     ],
     "dependencies": [
       "Gemfile:1 rails ~> 7 false",
       "Gemfile:3 rspec undefined true",
       "Gemfile:5 pg undefined false",
       "app.csproj:1 microsoft.net.sdk.web undefined false",
       "app.csproj:1 npgsql 8.0 false",
       "go.mod:4 github.com/lib/pq v1.2.3 false",
       "mix.exs:1 phoenix ~> 1.7 false",
       "mix.exs:2 credo ~> 1.7 true",
       "package.json:3 express 5 false",
       "package.json:4 pg 8 false",
       "package.json:6 jest 30 true",
       "pom.xml:1 g:a undefined true",
       "pyproject.toml:4 fastapi >=0.1 false",
       "pyproject.toml:8 redis 5 false",
     ],
     "docker": [
       [
         {
           "arguments": "node:20",
           "keyword": "FROM",
           "line": 1,
         },
         {
           "arguments": "8080",
           "keyword": "EXPOSE",
           "line": 2,
         },
         {
           "arguments": "["node", "x.js"]",
           "keyword": "CMD",
           "line": 3,
         },
       ],
     ],
     "env": [
       {
         "line": 1,
         "name": "A",
         "value": "1",
       },
       {
         "line": 2,
         "name": "DATABASE_URL",
         "value": "postgres://x",
       },
     ],
     "findings": [
       {
         "check": "assessment/malformed",
         "mend": "mend the file, or remove it if nobody reads it: nothing in it has been assessed",
         "path": "bad.tf:1",
         "problem": "is no HCL: Argument or block definition required; An argument or block definition is required here.",
         "severity": "warning",
       },
     ],
     "hcl": [
       [
         "resource",
         [
           "aws_sqs_queue",
           "orders",
         ],
         {
           "name": "orders",
         },
         1,
       ],
       [
         "resource",
         [
           "aws_sqs_queue",
           "dead",
         ],
         {
           "name": "dead",
         },
         5,
       ],
       [
         "locals",
         [],
         {
           "a": [
             1,
           ],
         },
         8,
       ],
     ],
     "ini": [
       {
         "line": 2,
         "name": "server.port",
         "value": "1",
       },
       {
         "line": 4,
         "name": "database.type",
         "value": "sqlite3",
       },
     ],
     "kubernetes": [
       [
         "Deployment",
         "shop",
         undefined,
         {
           "apiVersion": "apps/v1",
           "kind": "Deployment",
           "metadata": {
             "labels": null,
             "name": "shop",
           },
           "spec": {
             "replicas": 3,
             "template": {
               "spec": {
                 "containers": [
                   {
                     "image": "acme/shop:1.2.3",
                   },
                 ],
               },
             },
           },
         },
         5,
       ],
       [
         "Service",
         "a",
         undefined,
         {
           "apiVersion": "v1",
           "kind": "Service",
           "metadata": {
             "name": "a",
           },
         },
         7,
       ],
       [
         "Deployment",
         "b",
         "shop",
         {
           "apiVersion": "apps/v1",
           "kind": "Deployment",
           "metadata": {
             "name": "b",
             "namespace": "shop",
           },
         },
         10,
       ],
     ],
     "sources": [
       [
         "mix.exs",
         "elixir",
       ],
       [
         "src/index.ts",
         "typescript",
       ],
     ],
   }
  `);
});

test("aliases by the hundred are an ordinary Compose file, aliases of aliases of aliases are not", async () => {
  const services = Array.from({ length: 300 }, (_, index) => `  s${index}: { <<: *base, build: ./s${index} }`);
  const honest = `x-health: &health { test: ["CMD", "true"] }\nx-base: &base { restart: always, healthcheck: *health }\nservices:\n${services.join("\n")}\n`;
  const bomb = [
    "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]",
    ...Array.from(
      { length: 9 },
      (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(", ")}]`,
    ),
  ].join("\n");
  const project = await projectOf({ "compose.yaml": honest, "bomb.yaml": bomb, "self.yaml": "a: &a [*a]\n" });
  const read = (path: string) => project.structured(project.file(path) ?? { path, name: path, size: 0 });
  expect(project.compose.map(({ file }) => file.path)).toEqual(["compose.yaml"]);
  expect(read("bomb.yaml")).toEqual([]);
  expect(read("self.yaml")).toEqual([]);
  expect(project.findings.map(({ path }) => path.split(":")[0]).sort()).toEqual(["bomb.yaml", "self.yaml"]);
});

test("JSON with comments is read whatever it begins with", async () => {
  const project = await projectOf({ "list.json": '// sizes\n[1, 2, { "a": true, },]', "broken.json": '{ "a": ' });
  const read = (path: string) => project.structured(project.file(path) ?? { path, name: path, size: 0 });
  expect(read("list.json").map(({ value }) => value)).toEqual([[1, 2, { a: true }]]);
  expect(read("broken.json")).toEqual([]);
  expect(project.findings).toHaveLength(1);
});
