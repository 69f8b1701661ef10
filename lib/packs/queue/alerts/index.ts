/** The alerts about queues. */
import { backlogGrowing, messagesOld } from "./backlog";
import { stuck, withoutConsumer } from "./consumers";
import { deadLetters, failing } from "./handling";

export const queueAlerts = [withoutConsumer, stuck, messagesOld, backlogGrowing, failing, deadLetters] as const;
