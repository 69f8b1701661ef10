/** The plug-ins that are known, by what they are for. Another one is taken for a mistake, or has to be waived. */
import { buffers, storages } from "./buffers";
import { filters } from "./filters";
import { formatters } from "./formatters";
import { outputs } from "./outputs";
import { parsers } from "./parsers";
import { section, type Kind, type Plugin, type SectionShape } from "./plugin";
import { searchEngines } from "./search-engines";
import { BUFFER_PARAMETERS, FORMATTER_PARAMETERS, OUTPUT_PARAMETERS, PARSER_PARAMETERS } from "./sections";
import { sources } from "./sources";

export type { Kind, Parameter, ParameterType, Plugin, SectionShape } from "./plugin";
export { systemSection } from "./system";

const known: Readonly<Record<Kind, Readonly<Record<string, Plugin>>>> = {
  source: sources,
  filter: filters,
  match: { ...outputs, ...searchEngines },
  parser: parsers,
  formatter: formatters,
  buffer: buffers,
  storage: storages,
};

const buffer = section({ parameters: BUFFER_PARAMETERS }, "buffer");

/** What all plug-ins of a kind take beside their own. */
const common: Readonly<Record<Kind, SectionShape>> = {
  source: section({}),
  filter: section({}),
  match: section({ parameters: OUTPUT_PARAMETERS, sections: { buffer, secondary: section({}, "match") } }),
  parser: section({ parameters: PARSER_PARAMETERS }),
  formatter: section({ parameters: FORMATTER_PARAMETERS }),
  buffer,
  storage: section({}),
};

export const pluginNames = (kind: Kind): readonly string[] => Object.keys(known[kind]);

/** What a plug-in takes, what it shares with its kind included; undefined where it is not known. */
export const pluginOf = (kind: Kind, name: string): Plugin | undefined => {
  const plugin = Object.hasOwn(known[kind], name) ? known[kind][name] : undefined;
  const { parameters, sections } = common[kind];
  return plugin === undefined
    ? undefined
    : {
        ...plugin,
        parameters: { ...parameters, ...plugin.parameters },
        sections: { ...sections, ...plugin.sections },
      };
};
