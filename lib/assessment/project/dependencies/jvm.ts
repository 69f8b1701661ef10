/** pom.xml, Gradle's build files and its version catalogues. */
import type { Dependency } from "../project";
import { below, listOf, tableOf, textOf, type Reader } from "./asked";

/** Characters of a line that are looked at. */
const LINE = 400;

export const pom: Reader = (file, { xml, lineOf }) => {
  const project = below(xml(file), "project");
  return listOf(below(project, "dependencies", "dependency")).flatMap((each): readonly Dependency[] => {
    const [group, artifact] = [textOf(below(each, "groupId")), textOf(below(each, "artifactId"))];
    if (group === undefined || artifact === undefined) return [];
    return [
      {
        file,
        ecosystem: "maven",
        name: `${group}:${artifact}`,
        version: textOf(below(each, "version")),
        development: below(each, "scope") === "test",
        line: lineOf(file, `<artifactId>${artifact}<`),
      },
    ];
  });
};

const CONFIGURATION =
  /^[ \t]{0,80}(api|implementation|compile|compileOnly|runtime|runtimeOnly|annotationProcessor|kapt|testImplementation|testRuntimeOnly|testCompile|developmentOnly)[ (\t]{1,10}(?:platform[ (]{1,4})?["']([\w.-]{1,150}):([\w.-]{1,150})(?::([^"'@]{1,80}))?/;
/** `implementation(libs.spring.boot)`: a name of the version catalogue. */
const PLUGIN = /^[ \t]{0,80}id[ (\t]{1,4}["']([\w.-]{1,150})["']/;

/** Build files are programs, and no library reads them: declarations are looked for line by line. */
export const gradle: Reader = (file, { text }) =>
  (text(file) ?? "").split("\n").flatMap((whole, index): readonly Dependency[] => {
    const line = whole.slice(0, LINE);
    const [, configuration, group, artifact, version] = CONFIGURATION.exec(line) ?? [];
    const place = { file, ecosystem: "maven", line: index + 1 } as const;
    if (configuration !== undefined)
      return [
        {
          ...place,
          name: `${group}:${artifact}`,
          version,
          development: /^(?:test|developmentOnly)/.test(configuration),
        },
      ];
    const plugin = PLUGIN.exec(line)?.[1];
    return plugin === undefined ? [] : [{ ...place, name: plugin, development: false }];
  });

export const versionCatalogue: Reader = (file, { toml, lineOf }) =>
  Object.entries(tableOf(below(toml(file), "libraries"))).flatMap(([alias, library]): readonly Dependency[] => {
    const [group, artifact, written] = (textOf(library) ?? textOf(below(library, "module")) ?? "").split(":");
    const name = artifact === undefined ? [below(library, "group"), below(library, "name")] : [group, artifact];
    if (!name.every((part) => textOf(part) !== undefined)) return [];
    return [
      {
        file,
        ecosystem: "maven",
        name: name.map(String).join(":"),
        version: written ?? textOf(below(library, "version")),
        development: /(?:^|[-.])(?:test|junit|mock)/.test(alias) || /junit|mockito|mockk|assertj/.test(String(name[1])),
        line: lineOf(file, `\n${alias}`) + 1,
      },
    ];
  });
