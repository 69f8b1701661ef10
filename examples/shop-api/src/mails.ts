/** Mails about orders: a queue, and the worker that empties it. Stands for a broker that outlives the process. */
import { logger, metrics, SEND_MAIL, tracer } from "./observability";

interface Mail {
  readonly order: string;
  readonly to: string;
  readonly since: number;
}

/** Milliseconds between two looks into the queue. */
const PAUSE = 50;

const waiting: Mail[] = [];
const queue = metrics.queue("order-mails");
queue.setConsumers(1);
tell();

export function enqueueMail(order: string, to: string): void {
  waiting.push({ order, to, since: Date.now() });
  tell();
}

/** What a broker would be asked for. */
function tell(): void {
  const [oldest] = waiting;
  queue.setDepth(waiting.length);
  queue.setOldestMessageAge(oldest === undefined ? 0 : (Date.now() - oldest.since) / 1000);
}

/** @returns what stops it */
export function startMailer(): () => void {
  const timer = setInterval(() => {
    const mail = waiting.shift();
    // What failed has been logged, within its span.
    if (mail !== undefined) send(mail).catch(() => undefined);
    tell();
  }, PAUSE);
  return () => clearInterval(timer);
}

const send = ({ order, to }: Mail): Promise<void> =>
  tracer.traceOperation(
    "send order mail",
    async () => {
      const ended = metrics.jobStarted(SEND_MAIL);
      try {
        await delivered(to);
        ended("succeeded");
      } catch (error) {
        ended("failed");
        queue.failed();
        logger.error("a mail could not be sent", { error, order });
        throw error;
      } finally {
        queue.consumed();
      }
    },
    { "shop.order": order },
  );

async function delivered(to: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (to === "trent") throw new Error("the mailbox is full");
}
