/** What the text of a program tells: that it serves, where its health is asked, which port it listens on, what it takes from a queue. */

/** Starts a server, or declares what one answers. */
const SERVES =
  /\.listen\(|createServer\(|ListenAndServe|grpc\.NewServer\(|net\.Listen\(|http\.Server\{|\b(?:express|Fastify|fastify|koa|Koa|Hono|FastAPI|Flask|Starlette|Sanic)\(|@RestController|@Controller\b|@Path\(|extends \w{1,80}ImplBase|SpringApplication\.run|runApplication<|WebApplication\.Create|ConfigureWebHost|MapGrpcService|grpc\.server\(|_to_server\(|uvicorn\.run\(|app\.run\(|web\.run_app\(|HttpServer::new|axum::(?:serve|Server)|Server::builder\(\)|rocket::build|warp::serve|embeddedServer\(|NestFactory\.create\(|Router\(\)|urlpatterns|Sinatra|run Rails\.application|Rails\.application\.routes|AppHandler|HTTPServer\(|Route::(?:get|post|resource|apiResource)|Phoenix\.Endpoint|gin\.(?:Default|New)\(|echo\.New\(|fiber\.New\(|chi\.NewRouter\(|mux\.NewRouter\(|new Elysia\(|Bun\.serve\(|serve\(\{/;

/** A gRPC server, and no client. */
const GRPC_SERVER =
  /grpc\.NewServer\(|new grpc\.Server\(|grpc\.(?:aio\.)?server\(|_to_server\(|extends \w{1,80}ImplBase|MapGrpcService|tonic::transport::Server|Server::builder\(\)|ServerBuilder/;

const NET_HTTP = /ListenAndServe|http\.Server\{/;

/** Routes that do more than tell that the program lives. */
const ROUTE =
  /(?:\.(?:get|post|put|patch|delete|all|GET|POST|PUT|Get|Post|Put|HandleFunc|Handle|route|api_route|MapGet|MapPost|MapControllers)|@(?:Get|Post|Put|Patch|Delete|Request)Mapping|@(?:Get|Post|Put|Patch|Delete)|\b(?:path|re_path|url|resources?|get|post))\(?\s{0,3}\(?\s{0,20}(?:value\s{0,3}=\s{0,3}|r)?["'`]((?:[A-Z]{3,7} )?[\w\-/.:{}<>^$*]{0,100})["'`]/g;

const HEALTH =
  /^\/(?:[a-z0-9_-]{1,30}\/){0,3}_?(?:health|healthz|health[-_]?check|live|livez|liveness|alive|ready|readyz|readiness|ping|up|hc|-\/healthy|-\/ready)(?:\/(?:live|ready|liveness|readiness|startup|live[sz]|readyz))?\/?$/i;

const CONSUMES =
  /@(?:KafkaListener|RabbitListener|SqsListener|JmsListener|Incoming|StreamListener|EventPattern|Processor|RabbitSubscribe|SqsMessageHandler)\b|\bKafkaConsumer[(<]|\bConsumer\(\{|AIOKafkaConsumer|consumer\.(?:run|subscribe|poll|Consume|consume|Receive)\(|\.basic_consume\(|channel\.consume\(|\bch\.Consume\(|[cC]hannel\.Consume\(|\.ConsumeWithContext\(|NewConsumerGroup|NewConsumer\(|kafka\.NewReader\(|ConsumerGroupHandler|ReceiveMessageCommand|\.ReceiveMessage\(|\.receive_message\(|\.receive_messages\(|Consumer\.create\(|QueueSubscribe\(|\.subscribe\(subscription|subscription\.on\(|sub\.Receive\(|BasicConsume|IConsumer<|CreateProcessor\(|ServiceBusProcessor|createReceiver\(|\.xreadgroup\(|XReadGroup\(|\bBLPOP\b|\.blpop\(|\.brpop\(|\bBRPop\(|\bBLPop\(|Sidekiq::(?:Worker|Job)|ShouldQueue|faust\.App|StreamConsumer/;

const CELERY = /\bCelery\(|@shared_task|@dramatiq\.actor/;
const BULL = /\bnew (?:Bull)?Worker\(|\bqueue\.process\(/;

const SCHEDULES =
  /\bcron\.schedule\(|new CronJob\(|BlockingScheduler\(|@Scheduled\(|schedule\.every\(|cron\.New\(|@Cron\(|IJob\b.{0,40}Quartz/;

export interface ProgramFacts {
  readonly serves: boolean;
  readonly grpc: boolean;
  readonly netHttp: boolean;
  /** Answers more than questions about its health. */
  readonly routes: boolean;
  readonly consumes: boolean;
  readonly schedules: boolean;
  readonly health: readonly { readonly path: string; readonly line: number }[];
  readonly ports: readonly { readonly port: number; readonly line: number }[];
}

/** Characters of one file that are looked through. */
const LONGEST = 200_000;

export const programFacts = (whole: string): ProgramFacts => {
  const program = whole.slice(0, LONGEST);
  const lineAt = (index: number) => program.slice(0, index).split("\n").length;
  const routes = [...program.matchAll(ROUTE)].map((match) => ({
    path: asPath(match[1] ?? "", match[0]),
    line: lineAt(match.index),
  }));
  const health = [...routes, ...otherHealth(program).map(({ path, index }) => ({ path, line: lineAt(index) }))].filter(
    ({ path }) => HEALTH.test(path),
  );
  return {
    serves: SERVES.test(program),
    grpc: GRPC_SERVER.test(program),
    netHttp: NET_HTTP.test(program),
    routes:
      GRPC_SERVER.test(program) ||
      /@RestController|MapControllers/.test(program) ||
      routes.some(({ path }) => path.length > 1 && !HEALTH.test(path) && !/^\/(?:metrics|q\/|actuator)/.test(path)),
    consumes: CONSUMES.test(program) || CELERY.test(program) || BULL.test(program),
    schedules: SCHEDULES.test(program),
    health,
    ports: PORTS.flatMap((pattern) =>
      [...program.matchAll(pattern)].map((match) => ({ port: Number(match[1]), line: lineAt(match.index) })),
    ).filter(({ port }) => port > 79 && port < 65536),
  };
};

/** Django and Rails write paths without the first slash; Go since 1.22 writes the method before it. */
const asPath = (written: string, call: string): string => {
  const plain = written
    .replace(/^[A-Z]{3,7} /, "")
    .replace(/^\^/, "")
    .replace(/\$$/, "");
  if (plain.startsWith("/") || plain === "") return plain;
  if (call.startsWith(".")) return "";
  return /^(?:path|re_path|url|get|@)/.test(call.replace(/^\W/, (first) => (first === "@" ? "@" : "")))
    ? `/${plain}`
    : "";
};

const OTHER_HEALTH: readonly RegExp[] = [
  /@Controller\(\s{0,5}["'`]\/?([\w\-/]{1,60})["'`]/g,
  /@Path\(\s{0,5}["']\/?([\w\-/]{1,60})["']/g,
  /@RequestMapping\(\s{0,5}(?:value\s?=\s?)?["']\/?([\w\-/]{1,60})["']/g,
  /MapHealthChecks\(\s{0,5}["']\/?([\w\-/]{1,60})["']/g,
  /UseHealthChecks\(\s{0,5}["']\/?([\w\-/]{1,60})["']/g,
  /\bhealth:\s{0,3}["']\/([\w\-/]{1,60})["']/g,
  /\b(?:pathname|url|path|Path)\s{0,2}={2,3}\s{0,2}["'`]\/([\w\-/]{1,60})["'`]/g,
  /\bcase\s{1,3}["'`]\/([\w\-/]{1,60})["'`]/g,
  /\bget\s{1,3}["']\/?([\w\-/]{1,60})["']/g,
  /#\[get\(\s?"\/([\w\-/]{1,60})"/g,
];

const otherHealth = (program: string): readonly { readonly path: string; readonly index: number }[] =>
  OTHER_HEALTH.flatMap((pattern) =>
    [...program.matchAll(pattern)].map((match) => ({ path: `/${match[1] ?? ""}`, index: match.index })),
  );

const PORTS: readonly RegExp[] = [
  /\.listen\(\s{0,10}(?:\{\s{0,10}port:\s{0,3})?(?:[\w.]{1,60}(?:\(\w{1,40}(?:\.\w{1,40}){0,3})?\s{0,3}(?:\|\||\?\?)\s{0,3})?["']?(\d{2,5})\b/g,
  /\bport\s{0,2}[:=]\s{0,2}(?:[\w.]{1,40}\()?(?:process\.env\.\w{1,40}|process\.env\[["']\w{1,40}["']\])\s{0,2}(?:\|\||\?\?)\s{0,2}["']?(\d{2,5})\b/gi,
  /(?:ListenAndServe(?:TLS)?|net\.Listen)\(\s{0,3}(?:"tcp",\s{0,3})?"[\w.]{0,60}:(\d{2,5})"/g,
  /\bAddr:\s{0,10}"[\w.]{0,60}:(\d{2,5})"/g,
  /\.(?:Run|Start|Listen)\(\s{0,3}"[\w.]{0,60}:(\d{2,5})"/g,
  /\b(?:app\.run|uvicorn\.run|run_app)\([^)\n]{0,200}\bport\s{0,2}=\s{0,2}(\d{2,5})\b/g,
  /\bport\s{0,2}:?=\s{0,2}"?:?(\d{2,5})"?\s{0,3}$/gim,
  /\.bind\(\s{0,3}\(?"[\w.]{0,60}(?::|",\s{0,3})(\d{2,5})\b/g,
  /SocketAddr::from\(\(\[[\d, ]{1,30}\],\s?(\d{2,5})\)/g,
  /add_insecure_port\([f"'[\]:\w.]{0,20}:(\d{2,5})/g,
  /\b(?:getenv|environ\.get|os\.Getenv|getEnv|envOr|env)\(\s{0,3}["'](?:PORT|HTTP_PORT|SERVER_PORT)["'],\s{0,3}["']?:?(\d{2,5})/g,
];

/** Ports of a command line: `--port 8000`, `--bind 0.0.0.0:8000`, `runserver 0.0.0.0:8000`, `-p 3000`. */
export const portsOfCommand = (command: string): readonly number[] =>
  [
    /--(?:port|http-port|server\.port|bind|listen)[= ]["']?(?:[\w.[\]]{0,60}:)?(\d{2,5})\b/g,
    /\s-(?:p|b)\s?(?:[\w.]{0,60}:)?(\d{2,5})\b/g,
    /\brunserver\s(?:[\w.]{0,60}:)?(\d{2,5})\b/g,
  ]
    .flatMap((pattern) => [...command.matchAll(pattern)].map((match) => Number(match[1])))
    .filter((port) => port > 79 && port < 65536);
