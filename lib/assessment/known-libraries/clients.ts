/**
 * Client libraries: whoever asks for one talks to that server. Mappers and facades that speak to many servers (Prisma, SQLAlchemy,
 * Hibernate, GORM) prove none and stand in no row.
 */
import { DATABASE_CLIENTS } from "./clients-of-databases";
import { QUEUE_CLIENTS } from "./clients-of-queues";
import { STORE_CLIENTS } from "./clients-of-stores";
import type { Dependency } from "../project";
import type { KnownServer } from "./known";

/** Libraries by ecosystem, parted by spaces; `name/*` is everything below. */
export type Spellings = Partial<Readonly<Record<Dependency["ecosystem"], string>>>;

export interface Client extends Spellings {
  readonly kind?: KnownServer["kind"];
  readonly name?: string;
  readonly cloud?: string;
}

export const CLIENTS: readonly Client[] = [...DATABASE_CLIENTS, ...QUEUE_CLIENTS, ...STORE_CLIENTS];
