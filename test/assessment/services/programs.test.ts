import { having, servicesIn } from "./services-in";

const names = (lines: readonly string[]) => lines.filter((line) => !line.includes(" "));

test("each function of serverless.yml is a program, and what it asks is what its own file reads", async () => {
  const lines = await servicesIn(
    {
      "serverless.yml": `service: bookings
provider: { name: aws, runtime: nodejs20.x, environment: { TABLE: !Ref Bookings } }
functions:
  book: { handler: src/book.handler, events: [{ httpApi: POST /bookings }] }
  expire: { handler: src/expire.handler, events: [{ schedule: rate(1 hour) }] }
resources: { Resources: { Bookings: { Type: "AWS::DynamoDB::Table" } } }
`,
      "src/book.ts": `import { table } from "./table";\nexport const handler = () => table;\n`,
      "src/table.ts": "export const table = process.env.TABLE;\n",
      "src/expire.ts": "export const handler = () => undefined;\n",
      "package.json": `{"name": "bookings", "private": true}`,
    },
    having({ databases: ["dynamodb"] }),
  );
  expect(lines).toEqual([
    "book",
    "book kind web",
    "book language typescript",
    "book -> dynamodb",
    "expire",
    "expire kind cron",
    "expire language typescript",
  ]);
});

test("an application of Azure Functions is one service, of the kind of its triggers", async () => {
  const lines = await servicesIn(
    {
      "claims/host.json": `{"version": "2.0"}`,
      "claims/package.json": `{"name": "claims", "dependencies": {"@azure/functions": "4"}}`,
      "claims/src/take.ts": `import { app } from "@azure/functions";\napp.serviceBusQueue("take", { queueName: "claims", handler });\n`,
    },
    having({ queues: ["servicebus"] }),
  );
  expect(lines).toEqual([
    "claims",
    "claims kind queue consumer",
    "claims language typescript",
    "claims framework azure-functions",
    "claims -> servicebus",
  ]);
});

test("fly.toml and Procfile tell names, ports and processes", async () => {
  const fly = await servicesIn({
    "fly.toml": `app = "shop"\n[http_service]\ninternal_port = 3000\n[[http_service.checks]]\npath = "/up"\n`,
  });
  expect(fly).toEqual(["shop", "shop kind web", "shop port 3000", "shop health /up"]);
  const processes = await servicesIn({
    "shop/Procfile":
      "web: gunicorn shop.wsgi --bind 0.0.0.0:8000\nworker: celery -A shop worker\nrelease: python manage.py migrate\n",
  });
  expect(processes).toEqual(["shop", "shop kind web", "shop port 8000", "worker", "worker kind queue consumer"]);
});

test("a unit of systemd that works through a queue leaves the same code's server a service", async () => {
  const lines = await servicesIn({
    "composer.json": `{"name": "acme/club", "require": {"laravel/framework": "11"}}`,
    "routes/web.php": "<?php\nRoute::get('/members', [Members::class, 'all']);\n",
    "deploy/club-queue.service": "[Service]\nExecStart=/usr/bin/php /srv/club/artisan queue:work\n",
    "deploy/redis.service": "[Service]\nExecStart=/usr/bin/redis-server\n",
  });
  expect(names(lines)).toEqual(["club", "club-queue"]);
  expect(lines).toEqual(
    expect.arrayContaining(["club kind web", "club-queue kind queue consumer", "club-queue language php"]),
  );
});

test("programs of a module of Go are told apart by what each imports; commands that serve nothing are none", async () => {
  const lines = await servicesIn(
    {
      "go.mod":
        "module acme.example/pictures\n\nrequire (\n\tgithub.com/nats-io/nats.go v1.37.0\n\tgithub.com/jackc/pgx/v5 v5.7.0\n)\n",
      "cmd/upload/main.go": `package main\n\nimport (\n\t"net/http"\n\t"acme.example/pictures/internal/bus"\n)\n\nfunc main() {\n\thttp.HandleFunc("/pictures", bus.Take)\n\thttp.ListenAndServe(":8080", nil)\n}\n`,
      "cmd/resize/main.go": `package main\n\nimport "acme.example/pictures/internal/bus"\n\nfunc main() {\n\tbus.Conn.QueueSubscribe("pictures", "resize", nil)\n\tpgx.Connect("github.com/jackc/pgx/v5")\n}\n`,
      "cmd/pictl/main.go": `package main\n\nfunc main() {\n\tprintln("help")\n}\n`,
      "internal/bus/bus.go": `package bus\n\nimport "github.com/nats-io/nats.go"\n\nvar Conn *nats.Conn\n`,
    },
    having({ queues: ["nats"], databases: ["postgres"] }),
  );
  expect(names(lines)).toEqual(["resize", "upload"]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "resize kind queue consumer",
      "resize -> nats",
      "resize -> postgres",
      "upload framework net-http",
      "upload port 8080",
      "upload -> nats",
    ]),
  );
  expect(lines).not.toContain("upload -> postgres");
});

test("packages of a monorepo that start nothing are no services", async () => {
  const lines = await servicesIn({
    "package.json": `{"name": "learn", "private": true, "workspaces": ["apps/*", "packages/*"], "scripts": {"start": "turbo start"}}`,
    "apps/web/package.json": `{"name": "web", "private": true, "scripts": {"start": "next start"}, "dependencies": {"next": "15", "react": "19", "react-dom": "19"}}`,
    "apps/web/app/page.tsx": "export default () => null;\n",
    "apps/courses/package.json": `{"name": "@learn/courses", "private": true, "scripts": {"start": "node dist/main"}, "dependencies": {"@nestjs/core": "11"}}`,
    "apps/courses/src/main.ts": `const app = await NestFactory.create(AppModule);\nawait app.listen(4000);\n`,
    "packages/db/package.json": `{"name": "@learn/db", "dependencies": {"pg": "8"}}`,
    "packages/db/src/index.ts": "export const pool = new Pool();\n",
    "packages/ui/package.json": `{"name": "@learn/ui", "exports": "./src/index.ts", "peerDependencies": {"react": "19"}, "dependencies": {"react-dom": "19"}}`,
    "packages/ui/src/index.tsx": "export const Button = () => null;\n",
    ".github/CODEOWNERS": "* @learn/all\n/apps/courses/ @learn/courses @learn/second\n",
  });
  expect(lines).toEqual([
    "courses",
    "courses kind web",
    "courses language typescript",
    "courses framework nestjs",
    "courses port 4000",
    "courses owner @learn/courses",
    "web",
    "web kind frontend",
    "web language typescript",
    "web framework next",
    "web owner @learn/all",
  ]);
});

test("a module of Maven is a service where it is made executable, and listens to a topic instead of requests", async () => {
  const lines = await servicesIn(
    {
      "rater/pom.xml": `<project><artifactId>rater</artifactId><dependencies><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter</artifactId></dependency></dependencies><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`,
      "rater/src/main/java/Rater.java": `@SpringBootApplication\nclass Rater {\n  public static void main(String[] a) { SpringApplication.run(Rater.class); }\n  @KafkaListener(topics = "usage")\n  void rate(Usage usage) {}\n}\n`,
      "model/pom.xml": `<project><artifactId>model</artifactId></project>`,
      "model/src/main/java/Usage.java": "record Usage(long amount) {}\n",
    },
    having({ queues: ["kafka"] }),
  );
  expect(lines).toEqual([
    "rater",
    "rater kind queue consumer",
    "rater language java",
    "rater framework spring-boot",
    "rater -> kafka",
  ]);
});

test("a command that is packed, and an image that Compose only pulls, are no services", async () => {
  const lines = await servicesIn({
    "go.mod": "module acme.example/tool\n",
    "main.go": "package main\n\nfunc main() {\n}\n",
    Dockerfile: `FROM scratch\nENTRYPOINT ["/tool"]\n`,
    "shop/compose.yaml": "services:\n  web: { build: ., ports: ['80:8000'] }\n  board: { image: somebody/board }\n",
    "shop/app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "shop/requirements.txt": "flask\n",
  });
  expect(names(lines)).toEqual(["web"]);
});

test("a project of nothing, of texts and of tests has no services", async () => {
  expect(await servicesIn({ "README.md": "# Nothing\n" })).toEqual([]);
  expect(
    await servicesIn({
      "examples/web/package.json": `{"scripts": {"start": "node ."}, "dependencies": {"express": "5"}}`,
      "examples/web/index.js": "app.listen(1234)\n",
    }),
  ).toEqual([]);
});
