/** What programs, scripts and Bicep say of what they make: found as words, for there is no parser of theirs here. */
import type { Project } from "../project";
import { shortened, type Thing } from "./thing";

/** Classes of the CDK and of Pulumi, and what they make. */
const WORDS: readonly (readonly [word: string, resource: string])[] = [
  ["aws-cdk-lib/aws-cloudwatch", "AWS::CloudWatch::Alarm"],
  ["aws_cdk.aws_cloudwatch", "AWS::CloudWatch::Alarm"],
  ["aws.cloudwatch.", "AWS::CloudWatch::Alarm"],
  ["cdk-monitoring-constructs", "AWS::CloudWatch::Alarm"],
];

const BICEP = /'(Microsoft\.[A-Za-z]{1,40}\/[A-Za-z/]{1,80})@/;
const LONGEST_LINE = 1000;

const SETTING = /name:\s{0,5}'([A-Z][A-Z0-9_]{3,60})'/g;

/** Each resource with the text of its block, which ends at the first brace that stands at the beginning of a line. */
const bicepResources = (file: string, text: string): readonly Thing[] => {
  const lines = text.split("\n");
  return lines.flatMap((line, index): readonly Thing[] => {
    const type = BICEP.exec(line.slice(0, LONGEST_LINE))?.[1];
    if (type === undefined) return [];
    const end = lines.findIndex((each, at) => at > index && each.startsWith("}"));
    const block = lines.slice(index, end < 0 ? index + 1 : end).join("\n");
    const place = { file, line: index + 1 };
    return [
      { kind: "resource", name: type.toLowerCase(), ...place, sees: shortened(line.trim()), body: { text: block } },
      ...[...block.matchAll(SETTING)].map(([, name = ""]): Thing => ({
        kind: "setting",
        name,
        ...place,
        sees: shortened(`${name} of ${type}`),
      })),
    ];
  });
};

/** Files whose lines people run. */
const SCRIPTS =
  /\.sh$|(?:^|\/)(?:Makefile|justfile|Taskfile\.ya?ml)$|\.mk$|(?:^|\/)\.github\/workflows\/|\.gitlab-ci\.yml$/;

/** `helm upgrade --install monitoring prometheus-community/kube-prometheus-stack` */
const installed = (project: Project): readonly Thing[] =>
  project.files
    .filter(({ path }) => SCRIPTS.test(path))
    .flatMap((file) =>
      (project.text(file) ?? "").split("\n").flatMap((line, index): readonly Thing[] =>
        line.length > LONGEST_LINE || !/\bhelm\b/.test(line) || !/\b(?:install|upgrade)\b/.test(line)
          ? []
          : line
              .split(/\s+/)
              .filter((word) => /^[a-z][\w-]{0,60}\/[a-z][\w-]{0,60}$/.test(word))
              .map((chart): Thing => ({
                kind: "chart",
                name: chart.split("/")[1] ?? chart,
                file: file.path,
                line: index + 1,
                sees: `helm … ${chart}`,
                confidence: "likely",
                body: { values: {}, repository: chart },
              })),
      ),
    );

export const textThings = (project: Project): readonly Thing[] => [
  ...project.files
    .filter(({ path }) => path.endsWith(".bicep"))
    .flatMap((file) => bicepResources(file.path, project.text(file) ?? "")),
  ...installed(project),
  ...project.sources.flatMap(({ file, text }) =>
    WORDS.filter(([word]) => text.includes(word)).map(([word, resource]): Thing => ({
      kind: "resource",
      name: resource,
      file: file.path,
      line: project.lineOf(file, word),
      sees: word,
      confidence: "likely",
    })),
  ),
];
