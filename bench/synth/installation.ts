/** One environment with many services, synthesized as `npm start` does it: run as a process of its own by `bench.ts`, which measures it. */
import { dev } from "../../stacks/environments/dev";
import { stacksOf } from "../../stacks/stacks-of";
import { minutes, type ServiceMonitoring } from "../../lib";
import { run } from "../../lib/cli";

/** Each answers HTTP with two objectives of its own; every fourth one has a worker behind a queue, too. */
const services =
  (count: number) =>
  (platform: ServiceMonitoring): void => {
    for (let index = 0; index < count; index += 1) {
      const team = index % 2 === 0 ? "shop" : "platform";
      if (index % 4 === 3)
        platform.monitorQueueConsumer({
          name: `consumer-${index}`,
          namespace: `area-${index % 10}`,
          team,
          objectives: { within: minutes(5) },
        });
      else platform.monitorHttpService({ name: `service-${index}`, namespace: `area-${index % 10}`, team });
    }
  };

const count = Number(process.argv[2] ?? "200");
process.exitCode = run(["start"], {
  environments: [dev],
  stacks: (app, environment) => stacksOf(app, environment, [services(count)]),
});
