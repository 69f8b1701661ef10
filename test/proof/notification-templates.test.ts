/** Notification templates as Alertmanager fills them in: ours, those of each environment, and those that our check lets pass or stops. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { templateProblems } from "../../lib/routing";
import { DEFAULT_TEMPLATES } from "../../lib/routing/templates/default-templates";
import { shippedTemplates, TEMPLATES, use } from "../../lib/routing/templates/shipped";
import { environments } from "../../stacks/environments";
import { randomTexts } from "../routing/templates/random-texts";
import { COMPANY_FILE, RIGHT, SILENTLY_WRONG, WRONG, WRONG_IN_HTML } from "../routing/templates/template-texts";
import { synthesized, temporaryFolder } from "../stacks/synthesized";
import { EXTERNAL_URL, HOSTILE, notificationOf, SAMPLES, type Sample } from "./notification-samples";
import { silenceMatchers } from "./silence-form";
import { describeWith, run, type RunResult } from "./tool";

const RUNBOOK = "https://grafana.example/d/runbook-loki-request-errors";
const samples = Object.keys(SAMPLES) as readonly Sample[];
type Template = (typeof TEMPLATES)[keyof typeof TEMPLATES];

interface Filling {
  readonly html?: boolean;
  /** A file of a notification. @default amtool's own */
  readonly data?: string;
  readonly files: readonly string[];
}

describeWith(["amtool"], "amtool", () => {
  const folder = temporaryFolder();
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const filled = (text: string, { html = false, data, files }: Filling): RunResult =>
    run("amtool", [
      ...["template", "render", `--template.text=${text}`, `--template.type=${html ? "html" : "text"}`],
      ...files.map((path) => `--template.glob=${path}`),
      ...(data === undefined ? [] : [`--template.data=${data}`]),
    ]);

  const shipped = file("observability.tmpl", shippedTemplates);
  const notifications = new Map(
    samples.map((name) => [name, file(`${name}.json`, JSON.stringify(notificationOf(SAMPLES[name])))]),
  );
  const said = (template: Template, sample: Sample): string => {
    const html = template === TEMPLATES.html || template === TEMPLATES.telegram;
    const result = filled(use(template), { html, data: notifications.get(sample), files: [shipped] });
    expect({ template, status: result.status, stderr: result.stderr }).toEqual({ template, status: 0, stderr: "" });
    return result.stdout;
  };

  describe("fills in our templates", () => {
    test.each(samples)("without a gap for the alerts: %s", (sample) => {
      for (const template of Object.values(TEMPLATES)) {
        const text = said(template, sample);
        expect(text).not.toContain("<no value>");
        // What html/template writes in the place of a link that it does not trust.
        expect(text).not.toContain("ZgotmplZ");
      }
    });

    test.each<[Sample]>([["mixed"], ["hostile"]])("as a reader sees them: %s", (sample) => {
      const bodies = [TEMPLATES.text, TEMPLATES.slackText, TEMPLATES.markdown, TEMPLATES.telegram, TEMPLATES.html];
      for (const template of bodies) expect(said(template, sample)).toMatchSnapshot(template);
    });

    test.each<[Sample, string]>([
      ["one", "[FIRING:1] LokiRequestErrors critical · loki · prod-cluster"],
      ["several", "[FIRING:3] LokiRequestErrors critical · loki · prod-cluster"],
      ["differing", "[FIRING:3] LokiRequestErrors and 2 other alerts critical · loki · prod-cluster"],
      ["resolved", "[RESOLVED:3] LokiRequestErrors critical · loki · prod-cluster"],
      ["mixed", "[FIRING:2] LokiRequestErrors critical · loki · prod-cluster"],
      ["no annotations", "[FIRING:2] Bare"],
      ["nothing in common", "[FIRING:2] alert"],
    ])("the title of %s is %s", (sample, title) => {
      expect(said(TEMPLATES.title, sample)).toBe(title);
      expect(said(TEMPLATES.subject, sample)).toBe(title.replaceAll("·", "-"));
    });

    test("the subject is at most 99 signs of ASCII on one line", () => {
      expect(said(TEMPLATES.subject, "hostile")).toMatch(/^[ -~]{90,99}$/);
    });

    test.each<[Sample, Readonly<Partial<Record<keyof typeof TEMPLATES, string>>>]>([
      ["one", { slackColor: "danger", pagerdutySeverity: "critical" }],
      ["differing", { slackColor: "danger", pagerdutySeverity: "critical" }],
      ["informing", { slackColor: "#439fe0", pagerdutySeverity: "info" }],
      ["warning", { slackColor: "warning", pagerdutySeverity: "warning" }],
      ["resolved", { slackColor: "good", pagerdutySeverity: "critical" }],
      ["no annotations", { slackColor: "warning", pagerdutySeverity: "error" }],
    ])("%s is as bad as its worst alert: %j", (sample, expected) => {
      for (const [name, text] of Object.entries(expected))
        expect(said(TEMPLATES[name as keyof typeof TEMPLATES], sample)).toBe(text);
    });

    test.each<[Sample, string, string]>([
      ["one", `${RUNBOOK}?var-namespace=observability&var-service=loki&var-pod=loki-0`, "Runbook"],
      ["several", `${RUNBOOK}?var-namespace=observability&var-service=loki`, "Runbook"],
      ["differing", "", "Alerts"],
      ["no annotations", "", "Alerts"],
    ])("the runbook of %s is %j, on a button %s", (sample, url, button) => {
      expect(said(TEMPLATES.runbookUrl, sample)).toBe(url);
      expect(said(TEMPLATES.slackRunbook, sample)).toBe(button);
      expect(said(TEMPLATES.slackRunbookUrl, sample)).toBe(url || said(TEMPLATES.alertsUrl, sample));
    });

    test("each alert shows its own runbook where they differ", () => {
      const text = said(TEMPLATES.slackText, "differing");
      const about = "?var-namespace=observability&amp;var-service=loki";
      expect(text).toContain(`<${RUNBOOK}${about}|Runbook>`);
      expect(text).toContain(`<https://grafana.example/d/runbook-loki-down${about}|Runbook>`);
    });

    test("each alert of a group opens the runbook on its own pod, one alone is opened by the link of the group", () => {
      const opened = (sample: Sample) => said(TEMPLATES.text, sample).match(/(?<=Runbook: )\S+/g);
      const group = `${RUNBOOK}?var-namespace=observability&var-service=loki`;
      expect(opened("several")).toEqual([
        ...["loki-0", "loki-1", "loki-2"].map((pod) => `${group}&var-pod=${pod}`),
        group,
      ]);
      expect(opened("one")).toEqual([`${group}&var-pod=loki-0`]);
    });

    test("what a link names itself is named once, and a link to elsewhere stays as it is", () => {
      const url = "https://grafana.example/d/runbook-slow?var-namespace=shop&var-service=cart";
      const labels = { namespace: "shop", service: "cart", task: "mail", team: "shop" };
      const linked = (runbook_url: string): string => {
        const data = file("linked.json", JSON.stringify(notificationOf([{ labels, annotations: { runbook_url } }])));
        return filled(use(TEMPLATES.runbookUrl), { data, files: [shipped] }).stdout;
      };
      expect(linked(url)).toBe(`${url}&var-task=mail`);
      expect(linked("https://wiki.example/slow")).toBe("https://wiki.example/slow");
    });

    test.each([
      [
        "the pods of a service beside one another",
        { namespace: "shop", service: "cart", pod: "cart-0" },
        "namespace service",
      ],
      [
        "one pod, where it is all that is known",
        { namespace: "shop", pod: "cart-0", instance: "10.0.0.1:80" },
        "namespace pod",
      ],
      ["a node, wherever it was scraped", { node: "node-1", instance: "10.0.0.1:10250" }, "node"],
      ["what has an address only", { namespace: "shop", instance: "db.example:5432" }, "namespace instance"],
    ])("a dashboard shows %s", (_, labels: Readonly<Record<string, string>>, passed) => {
      const annotations = { dashboard_url: "https://grafana.example/d/some" };
      const data = file("shown.json", JSON.stringify(notificationOf([{ labels, annotations }])));
      const { stdout } = filled(use(TEMPLATES.dashboardUrl), { data, files: [shipped] });
      expect([...new URL(stdout).searchParams]).toEqual(passed.split(" ").map((name) => [`var-${name}`, labels[name]]));
    });

    test("values are escaped so that Grafana reads them as they are", () => {
      const { searchParams } = new URL(said(TEMPLATES.dashboardUrl, "hostile"));
      expect(searchParams.get("var-service")).toBe(HOSTILE);
      expect(searchParams.get("var-namespace")).toBe('a+b "c" & <d>\u0007');
      const [, inMail = ""] = /href="([^"]*\/d\/loki[^"]*)"/.exec(said(TEMPLATES.html, "hostile")) ?? [];
      expect(new URL(inMail.replaceAll("&amp;", "&")).searchParams.get("var-service")).toBe(HOSTILE);
    });

    test.each<[Sample, string, string]>([
      [
        "one",
        "https://grafana.example/d/loki?from=now-1h&to=now&var-namespace=observability&var-service=loki",
        "Dashboard",
      ],
      ["no annotations", "", "Alerts"],
    ])("the dashboard of %s is %j, on a button %s", (sample, url, button) => {
      expect(said(TEMPLATES.dashboardUrl, sample)).toBe(url);
      expect(said(TEMPLATES.slackDashboard, sample)).toBe(button);
      expect(said(TEMPLATES.slackDashboardUrl, sample)).toBe(url || said(TEMPLATES.alertsUrl, sample));
    });

    test.each(samples)("the link to a silence holds exactly the labels that are common: %s", (sample) => {
      const { commonLabels } = notificationOf(SAMPLES[sample]);
      expect(silenceMatchers(said(TEMPLATES.silenceUrl, sample))).toEqual({
        page: EXTERNAL_URL,
        matchers: commonLabels,
      });
      if (sample === "resolved") return;
      const [, inMail = ""] = /href="([^"]*silences[^"]*)"/.exec(said(TEMPLATES.html, sample)) ?? [];
      expect(silenceMatchers(inMail.replaceAll("&amp;", "&"))).toEqual({ page: EXTERNAL_URL, matchers: commonLabels });
    });

    test.each<[keyof typeof TEMPLATES, number]>([
      ["title", 201],
      ["text", 15_000],
      ["slackText", 8000],
      ["markdown", 4096],
      ["telegram", 4096],
    ])("%s of fifty talkative alerts has at most %i characters", (name, most) => {
      expect(said(TEMPLATES[name], "many").length).toBeLessThanOrEqual(most);
    });

    test("says how many alerts it leaves out", () => {
      const lines = said(TEMPLATES.text, "many").split("\n");
      expect(lines.filter((line) => line.startsWith("• …"))).toEqual(["• … and 25 more", "• … and 15 more"]);
    });

    test("the signs that mean something to Slack are escaped", () => {
      expect(said(TEMPLATES.slackText, "hostile")).toContain(
        HOSTILE.split("\u2028")[0]?.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      );
    });
  });

  describe("agrees with our check", () => {
    const company = file("company.tmpl", COMPANY_FILE);
    const compared = { texts: 0, refused: 0 };
    const data = notifications.get("mixed");
    const disagreements = (texts: readonly string[], html: boolean): readonly string[] =>
      texts.flatMap((text) => {
        const problems = templateProblems(text, { html, defined: new Set(), files: [COMPANY_FILE] });
        const { status, stderr } = filled(text, { html, data, files: [company] });
        compared.texts += 1;
        compared.refused += problems.length === 0 ? 0 : 1;
        return (status === 0) === (problems.length === 0)
          ? []
          : [[text, ...problems.map(({ message }) => `  we: ${message}`), `  amtool: ${stderr}`].join("\n")];
      });
    afterAll(() =>
      process.stdout.write(
        `templates: ${compared.texts} compared with amtool, ${compared.refused} of them refused by both\n`,
      ),
    );

    test.each([
      ["text", false],
      ["HTML", true],
    ])("about each text filled in as %s", (_kind, html) => {
      const texts = [...RIGHT, ...WRONG.map(([text]) => text), ...(html ? WRONG_IN_HTML.map(([text]) => text) : [])];
      expect(texts.length).toBeGreaterThanOrEqual(60);
      expect(disagreements(texts, html).join("\n")).toBe("");
    });

    test("about random texts", () => {
      const texts = fc.sample(randomTexts, { numRuns: 300, seed: Number(process.env["SEED"] ?? 1) });
      const [smallest = ""] = [...disagreements(texts, false)].sort((a, b) => a.length - b.length);
      expect(smallest).toBe("");
    });

    test.each(SILENTLY_WRONG)("or says more, for amtool says nothing of %s", (text, _message, gap) => {
      expect(filled(text, { files: [company] }).stdout).toBe(gap);
    });

    test("about which templates Alertmanager brings along", () => {
      const unknown = [...DEFAULT_TEMPLATES].filter(([name, type]) => {
        const handed = type === "alert list" ? ".Alerts" : ".";
        return filled(`{{ template "${name}" ${handed} }}`, { files: [company] }).status !== 0;
      });
      expect(unknown).toEqual([]);
    });
  });

  describe.each(environments.map(({ name }) => name))("fills in each text of %s", (name) => {
    interface Values {
      readonly config: object;
      readonly templates?: Readonly<Record<string, string>>;
    }
    const valuesOf = (): Values => {
      const environment = environments.find((each) => each.name === name);
      if (environment === undefined) throw new Error(`no environment ${name}`);
      const releases = Object.values(
        synthesized(environment).stacks[`${name}-platform`]?.resource["helm_release"] ?? {},
      );
      const [values] = (releases.find(({ chart }) => chart === "alertmanager")?.["values"] ?? []) as readonly string[];
      return parse(values ?? "") as Values;
    };

    test("without a mistake and without a gap", () => {
      const { config, templates = {} } = valuesOf();
      const files = Object.entries(templates).map(([each, text]) => file(`${name}-${each}`, text));
      const texts = textsIn(config);
      if (Object.keys(templates).length > 0) expect(texts.length).toBeGreaterThan(0);
      for (const { text, html } of texts) {
        expect({
          text,
          problems: templateProblems(text, { html, defined: new Set(), files: Object.values(templates) }),
        }).toEqual({
          text,
          problems: [],
        });
        for (const sample of ["mixed", "hostile", "no annotations"] as const) {
          const data = notifications.get(sample);
          const { status, stdout, stderr } = filled(text, { html, data, files });
          expect({ text, status, stderr, hasGap: stdout.includes("<no value>") }).toEqual({
            text,
            status: 0,
            stderr: "",
            hasGap: false,
          });
        }
      }
    });
  });
});

interface Text {
  readonly text: string;
  readonly html: boolean;
}

/** Every text with braces in it, once; whether it is HTML depends on the entry that it belongs to. */
const textsIn = (value: unknown, html = false): readonly Text[] => {
  const found = allTextsIn(value, html);
  return found.filter(({ text }, index) => found.findIndex((each) => each.text === text) === index);
};

const allTextsIn = (value: unknown, html: boolean): readonly Text[] => {
  if (typeof value === "string") return value.includes("{{") ? [{ text: value, html }] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => allTextsIn(each, false));
  const entry = value as Readonly<Record<string, unknown>>;
  const isHtml = (key: string): boolean =>
    (key === "html" && typeof entry[key] === "string") ||
    (key === "message" && (entry["html"] === true || entry["parse_mode"] === "HTML"));
  return Object.entries(entry).flatMap(([key, each]) => allTextsIn(each, isHtml(key)));
};
