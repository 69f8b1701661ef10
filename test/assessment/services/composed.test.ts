import { having, servicesIn } from "./services-in";

const SHOP = {
  ".env":
    "CART_DOCKERFILE=./src/cart/Dockerfile\nCURRENCY_DOCKERFILE=./src/currency/Dockerfile\nKAFKA_DOCKERFILE=./src/kafka/Dockerfile\nVALKEY_IMAGE=valkey/valkey:9\nCART_PORT=7070\nCURRENCY_PORT=7001\nVALKEY_ADDR=valkey-cart:6379\n",
  "compose.yaml": `services:
  cart:
    image: \${IMAGE_NAME}:\${VERSION}-cart
    build: { context: ./, dockerfile: "\${CART_DOCKERFILE}" }
    ports: ["\${CART_PORT}"]
    environment: [CART_PORT, VALKEY_ADDR]
  currency:
    build: { context: ./, dockerfile: "\${CURRENCY_DOCKERFILE}" }
    ports: ["\${CURRENCY_PORT}"]
  quotes:
    build: { context: ./, dockerfile: "\${QUOTES_DOCKERFILE}" }
    ports: ["\${QUOTES_PORT:-8090}"]
  kafka: { build: { context: ./, dockerfile: "\${KAFKA_DOCKERFILE}" } }
  valkey-cart: { image: "\${VALKEY_IMAGE}" }
`,
  "src/cart/Dockerfile": "FROM node:22\nCOPY src/cart .\nCMD node server.js\n",
  "src/cart/package.json": `{"name": "cart", "private": true, "dependencies": {"express": "5", "ioredis": "5"}}`,
  "src/cart/server.js": `const redis = new (require("ioredis"))(process.env.VALKEY_ADDR);\nrequire("express")().get("/cart", show).listen(7070);\n`,
  "src/currency/Dockerfile": "FROM alpine\nCOPY src/currency .\nCMD ./currency\n",
  "src/currency/server.cpp": "int main() {}\n",
  "src/kafka/Dockerfile": "FROM apache/kafka:4.3.1\n",
  "tools/report.py": `for each in ["http://cart:7070", "http://currency:7001"]:\n    print(each)\n`,
  "requirements.txt": "requests\n",
};

test("variables of Compose are put in, so that each service is its own folder's, with its ports and dependencies", async () => {
  const lines = await servicesIn(SHOP, having({ caches: ["valkey", "redis"], queues: ["kafka"] }));
  expect(lines).toEqual([
    "cart",
    "cart kind web",
    "cart language javascript",
    "cart framework express",
    "cart port 7070",
    "cart -> valkey",
    "currency",
    "currency kind web",
    "currency port 7001",
    "quotes",
    "quotes kind web",
    "quotes port 8090",
  ]);
});

test("a program of Java is one whatever its packages are called, and whatever pages it serves", async () => {
  const lines = await servicesIn({
    "pom.xml": `<project><artifactId>clinic</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`,
    "src/main/java/com/acme/samples/Clinic.java":
      "@SpringBootApplication\n@RestController\nclass Clinic {\n  public static void main(String[] a) { SpringApplication.run(Clinic.class); }\n}\n",
    "src/main/resources/static/app.js": `${"angular.module('clinic');\n".repeat(100)}`,
  });
  expect(lines).toEqual(expect.arrayContaining(["clinic", "clinic language java", "clinic framework spring-boot"]));
});

test("a driver proves no database where the settings name another that speaks the same protocol", async () => {
  const lines = await servicesIn(
    {
      "compose.yaml":
        'services:\n  figures:\n    build: .\n    environment: { REDSHIFT_URL: "redshift+psycopg2://reader@warehouse.abc.eu-west-1.redshift.amazonaws.com:5439/sales" }\n',
      "app.py": "from flask import Flask\napp = Flask(__name__)\n",
      "requirements.txt": "flask\npsycopg2\n",
    },
    having({ databases: ["postgres", "redshift"] }),
  );
  expect(lines.filter((line) => line.includes("->"))).toEqual(["figures -> redshift"]);
});

test("a schema of Prisma names the database of its service", async () => {
  const lines = await servicesIn(
    {
      "compose.yaml": "services:\n  courses: { build: ./courses, ports: ['4000'] }\n",
      "courses/package.json": `{"name": "courses", "private": true, "dependencies": {"express": "5"}}`,
      "courses/prisma/schema.prisma": `datasource db {\n  provider = "postgresql"\n  url      = env("STORE")\n}\ngenerator client {\n  provider = "prisma-client-js"\n}\n`,
    },
    having({ databases: ["mysql", "postgres"] }),
  );
  expect(lines).toContain("courses -> postgres");
});

test("a page asks through its proxy what its own code asks for, and no more", async () => {
  const page = `{"name": "pages", "private": true, "scripts": {"start": "vite"}, "dependencies": {"react": "19", "react-dom": "19"}}`;
  const lines = await servicesIn({
    "compose.yaml":
      "services:\n  pages: { build: ./pages }\n  api: { build: ./api, ports: ['3000'] }\n  admin: { build: ./admin, ports: ['3001'] }\n",
    "pages/package.json": page,
    "pages/src/index.jsx": `render(<Shop api="/api" />);\n`,
    "api/Dockerfile": "FROM node:22\nCMD node .\n",
    "admin/Dockerfile": "FROM node:22\nCMD node .\n",
    "proxy/nginx.conf":
      "server {\n  location /api/ {\n    proxy_pass http://api:3000/;\n  }\n  location /admin/ {\n    proxy_pass http://admin:3001/;\n  }\n  location / {\n    proxy_pass http://pages;\n  }\n}\n",
  });
  expect(lines.filter((line) => line.includes("->"))).toEqual(["pages -> api"]);
});

test("files behind nginx are a frontend, whose Dockerfile says whom it asks", async () => {
  const lines = await servicesIn({
    "compose.yaml": "services:\n  web: { build: ./web, ports: ['8080'] }\n  cart: { build: ./cart, ports: ['8081'] }\n",
    "web/Dockerfile": "FROM nginx:1.27\nENV CART_HOST=cart \\\n    MODE=plain\nCOPY static /usr/share/nginx/html\n",
    "web/static/app.js": "show();\n",
    "cart/Dockerfile": "FROM node:22\nCMD node .\n",
  });
  expect(lines).toEqual(expect.arrayContaining(["web kind frontend", "web -> cart"]));
});

test("what plays many users is a worker, whatever page it shows", async () => {
  const lines = await servicesIn({
    "compose.yaml": "services:\n  load: { build: ., ports: ['8089'] }\n",
    "locustfile.py": "from flask import Flask\napp = Flask(__name__)\n",
    "requirements.txt": "flask\nlocust\n",
  });
  expect(lines).toContain("load kind worker");
  expect(lines.filter((line) => line.includes("framework"))).toEqual([]);
});
