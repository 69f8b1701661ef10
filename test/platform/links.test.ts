/** Every address in an installation leads somewhere: in dashboards, alerts, notifications, the playlist, and the page that Grafana opens with. */
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { services } from "../../stacks/services";
import { installed } from "./installed";
import { broken, linkedOf, type Linked } from "./links";

describe.each([dev, staging, prod].map((environment) => [environment.name, environment] as const))(
  "%s",
  (_, environment) => {
    let all: Linked;
    beforeAll(() => {
      all = linkedOf(installed(environment, services));
    });

    test("has dashboards, a page for each alert, a home and a playlist", () => {
      const pages = all.dashboards.filter(({ uid }) => uid.startsWith("runbook-"));
      expect(all.dashboards.length - pages.length).toBeGreaterThan(10);
      expect(pages.length).toBeGreaterThan(50);
      expect(all.home).toEqual(["home"]);
      expect(all.playlists.flat()).toContain("home");
    });

    test("has no address that leads nowhere", () => expect(broken(all)).toEqual([]));

    test("would be found out", () => {
      const without = (gone: string): Linked => ({
        ...all,
        dashboards: all.dashboards.filter(({ uid }) => uid !== gone),
      });
      const said = (linked: Linked): string => broken(linked).join("\n");
      expect(said(without("home"))).toContain("the home dashboard is home");
      expect(said(without("home"))).toContain("the playlist shows home");
      expect(said(without("runbook-target-down"))).toMatch(
        /TargetDown\.annotations\.runbook_url: \/d\/runbook-target-down/,
      );
      // A cell of the home dashboard that names the alert.
      expect(said(without("runbook-target-down"))).toContain("home: /d/runbook-target-down is no dashboard");
      expect(said(without("prometheus"))).toMatch(/\.annotations\.dashboard_url: \/d\/prometheus is no dashboard/);
      const unnamed = all.dashboards.map((each) => ({ ...each, variables: [] }));
      expect(said({ ...all, dashboards: unnamed })).toMatch(/has no variable cluster/);
      expect(said({ ...all, model: { ...all.model, dataSources: [] } })).toMatch(/loki is no data source/);
    });
  },
);
