/** What the words of a command line tell of the program that they start. */
import type { ServiceKind } from "../assessment";
import { list, text } from "./values";

interface CommandFact {
  readonly words: RegExp;
  readonly kind?: ServiceKind;
  readonly framework?: string;
}

const COMMANDS: readonly CommandFact[] = [
  { words: /\bcelery\b.{0,200}\bbeat\b/, kind: "cron", framework: "celery" },
  { words: /\bcelery\b.{0,200}\bflower\b/, kind: "web", framework: "celery" },
  { words: /\bcelery\b/, kind: "queue consumer", framework: "celery" },
  { words: /\bsidekiq\b/, kind: "queue consumer", framework: "sidekiq" },
  {
    words:
      /\b(?:rqworker|rq worker|dramatiq|queue:work|queue:listen|horizon|messenger:consume|resque|rake jobs:work|huey_consumer|arq)\b/,
    kind: "queue consumer",
  },
  { words: /\b(?:schedule:work|schedule:run|crond|supercronic|clockwork|whenever)\b|^cron\b/, kind: "cron" },
  {
    words:
      /\b(?:gunicorn|uvicorn|hypercorn|daphne|waitress-serve|puma|unicorn|runserver|rails s|rails server|php-fpm|apache2-foreground|streamlit run|next start|nuxt start|artisan serve|flask run|fastapi run)\b/,
    kind: "web",
  },
  { words: /(?:^|[\s/:._-])(?:worker|consumer|processor|subscriber|listener)s?(?:$|[\s/:.'"_-])/i, kind: "worker" },
  { words: /(?:^|[\s/:._-])(?:scheduler|cron)(?:$|[\s/:.'"-])/i, kind: "cron" },
];

/** `["node", "server.js"]` or `node server.js`. */
export const commandLine = (...parts: readonly unknown[]): string | undefined => {
  const words = parts.flatMap((part) => list(part).map(text)).filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(" ").replace(/\s+/g, " ").slice(0, 500);
};

export const commandFact = (command: string): Omit<CommandFact, "words"> | undefined =>
  COMMANDS.find(({ words }) => words.test(command));

const ONE_OFF_NAME =
  /(?:^|[-_.])(?:migrat(?:e|ion|ions|or)|db-?migrat(?:e|ion|ions|or)|seed(?:er|s)?|db-?seed|init|setup|bootstrap|createbuckets?|create-(?:buckets?|topics?)|wait-for-.{1,40}|flyway|liquibase)$|^(?:migrat(?:e|ion|ions|or)|seed(?:er)?|init|setup|install|wait)[-_]/i;
const ONE_OFF_COMMAND =
  /\b(?:db:migrate|db:seed|db:setup|migrate deploy|alembic upgrade|manage\.py migrate|artisan migrate|flyway migrate|ef database update|knex migrate|typeorm migration)\b/;
const GOES_ON = /&&|;|\bexec\b/;

/** Runs once and ends: a migration, a seed. */
export const isOneOff = (name: string, command = ""): boolean =>
  ONE_OFF_NAME.test(name) || (ONE_OFF_COMMAND.test(command) && !GOES_ON.test(command));

const PATH = /\bhttps?:\/\/[^/\s"'`]{1,200}(\/[A-Za-z0-9_\-./]{1,100})/;

/** Path that a check of health asks for: `curl -f http://localhost:8080/healthz`. */
export const pathOfCheck = (command: string): string | undefined =>
  PATH.exec(command.slice(0, 1000))?.[1]?.replace(/(?<=.)\/$/, "");
