/** Programs that an operating system keeps running: units of systemd, programs of Supervisor, lines of crontab. */
import { imageOf } from "../../known-libraries";
import type { Project, ProjectFile } from "../../project";
import { commandFact, isOneOff } from "../commands";
import type { Found, Reader } from "../found";
import { evidence, seen, type Mention, type ServiceHint } from "../hint";
import { lastPart } from "../names";
import { isAside } from "../paths";

export const processes: Reader = (project) => {
  const files = project.files.filter(({ path }) => !isAside(path));
  return {
    hints: [
      ...files.filter(({ name }) => name.endsWith(".service")).flatMap((file) => fromSystemd(project, file)),
      ...files
        .filter(({ name }) => /^supervisord?[\w.-]{0,40}\.(?:conf|ini)$/.test(name))
        .flatMap((file) => fromSupervisor(project, file)),
      ...files
        .filter(
          ({ name, path }) =>
            /^crontab(?:\.\w{1,20})?$|\.crontab$|\.cron$/.test(name) || /(?:^|\/)cron\.d\//.test(path),
        )
        .flatMap((file) => fromCrontab(project, file)),
    ],
    hosts: [],
  } satisfies Found;
};

/** Programs that others have written, by the first words of the command. */
const isOthers = (name: string, command: string): boolean => {
  const [program = ""] = command.replace(/^[-@:+!]{1,3}/, "").split(/\s+/);
  const plain = lastPart(program).replace(/_/g, "-");
  return (
    imageOf(plain) !== undefined ||
    imageOf(name.replace(/_/g, "-")) !== undefined ||
    /^(?:docker|podman|docker-compose|nginx|apache2?|httpd|sshd|certbot|rsync|pg-dump|mysqldump|systemctl|find|cp|tar|logrotate)$/.test(
      plain,
    )
  );
};

const fromSystemd = (project: Project, file: ProjectFile): readonly ServiceHint[] => {
  const settings = project.settings(file);
  const value = (name: string) => settings.find((setting) => setting.name === `Service.${name}`);
  const start = value("ExecStart");
  const name = file.name.replace(/@?\.service$/, "");
  const timer = project.file(file.path.replace(/\.service$/, ".timer")) !== undefined;
  if (
    start === undefined ||
    isOthers(name, start.value) ||
    isOneOff(name, start.value) ||
    /backup|exporter/.test(name) ||
    (value("Type")?.value === "oneshot" && !timer)
  )
    return [];
  const here = evidence(file.path, start.line, `ExecStart=${start.value}`);
  const kind = timer ? "cron" : commandFact(start.value)?.kind;
  return [
    {
      source: "processes",
      name,
      evidence: here,
      confidence: "certain",
      folder: "",
      command: start.value,
      ...(kind === undefined ? {} : { kind: seen(kind, "certain", here) }),
      mentions: settings
        .filter((setting) => setting.name === "Service.Environment")
        .map(({ value: written, line }): Mention => {
          const [variable = "", ...rest] = written.replace(/^"|"$/g, "").split("=");
          return { variable, text: rest.join("="), evidence: evidence(file.path, line, variable) };
        }),
    },
  ];
};

const fromSupervisor = (project: Project, file: ProjectFile): readonly ServiceHint[] =>
  project.settings(file).flatMap(({ name: setting, value, line }): readonly ServiceHint[] => {
    const name = /^program:([\w-]{1,80})\.command$/.exec(setting)?.[1];
    if (
      name === undefined ||
      isOthers(name, value) ||
      isOneOff(name, value) ||
      /^(?:php-?fpm|cron|crond|sshd)/.test(name)
    )
      return [];
    const here = evidence(file.path, line, `program:${name}`);
    const fact = commandFact(value);
    return [
      {
        source: "processes",
        name,
        evidence: here,
        confidence: "likely",
        folder: "",
        command: value,
        ...(fact?.kind === undefined ? {} : { kind: seen(fact.kind, "certain", here) }),
      },
    ];
  });

/** A line of crontab is a program where it starts a file of the project. */
const fromCrontab = (project: Project, file: ProjectFile): readonly ServiceHint[] =>
  (project.text(file) ?? "").split("\n").flatMap((raw, index): readonly ServiceHint[] => {
    const match =
      /^\s{0,10}(?:@(?:hourly|daily|weekly|monthly|yearly|reboot)|(?:[\d*/,\-A-Za-z]{1,40}\s{1,10}){5})\s{0,10}(\S.*)$/.exec(
        raw.slice(0, 1000),
      );
    const command = match?.[1];
    if (command === undefined || /schedule:run|backup|dump/.test(command)) return [];
    const script = command
      .split(/[\s;&|>]+/)
      .find(
        (word) =>
          /\.(?:py|js|mjs|ts|rb|php|pl)$/.test(word) &&
          project.files.some(
            ({ path }) =>
              word === path ||
              word.endsWith(`/${path}`) ||
              path.endsWith(`/${lastPart(word)}`) ||
              path === lastPart(word),
          ),
      );
    const name = script === undefined ? undefined : lastPart(script).replace(/\.\w+$/, "");
    if (name === undefined) return [];
    const here = evidence(file.path, index + 1, command);
    return [
      {
        source: "processes",
        name,
        evidence: here,
        confidence: "likely",
        folder: "",
        command,
        kind: seen("cron", "certain", here),
      },
    ];
  });
