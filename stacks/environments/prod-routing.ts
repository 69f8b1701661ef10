/** What must become of production's alerts, judged at each synthesis. */
import { firing, given, type RoutingTest } from "../../lib";

const NIGHT = "2027-01-04T03:00:00-05:00";
const DAY = "2027-01-05T11:00:00-05:00";

export const prodRouting: readonly RoutingTest[] = [
  given(
    "a database that dies at night wakes the people of the databases, and nobody else",
    firing("PostgresDown", { team: "dba", instance: "orders-db:5432" }),
  )
    .at(NIGHT)
    .expect({ PostgresDown: { receivers: ["team/dba/critical"], inhibited: false, muted: [] } }),
  given(
    "connections that run out are told once, by the worse of the two alerts",
    firing("PostgresConnectionsHigh", { team: "dba", instance: "orders-db:5432" }),
    firing("PostgresConnectionsExhausted", { team: "dba", instance: "orders-db:5432" }),
  )
    .at(DAY)
    .expect({
      PostgresConnectionsExhausted: { receivers: ["team/dba/critical"], inhibited: false },
      PostgresConnectionsHigh: { receivers: ["team/dba"], inhibited: "PostgresConnectionsExhausted" },
    }),
  given(
    "one database's page does not hide the warning of another",
    firing("PostgresConnectionsExhausted", { team: "dba", instance: "orders-db:5432" }),
    firing("PostgresConnectionsHigh", { team: "dba", instance: "users-db:5432" }),
  )
    .at(DAY)
    .expect({ PostgresConnectionsHigh: { receivers: ["team/dba"], inhibited: false } }),
  given("what nobody else owns is the platform team's", firing("LokiDown", { namespace: "observability" }))
    .at(NIGHT)
    .expect({ LokiDown: { receivers: ["team/platform/critical"], muted: [] } }),
  given("the dead man's switch goes to the heartbeat alone", firing("Watchdog"))
    .at(NIGHT)
    .expect({ Watchdog: { receivers: ["heartbeat"], inhibited: false, muted: [] } }),
];
