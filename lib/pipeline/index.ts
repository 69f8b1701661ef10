/** Fluentd's configuration: its text, the plug-ins it is made of, the patterns and tags in it. */
export {
  isProblem,
  javaScriptPattern,
  pattern,
  portablePattern,
  rubyPattern,
  rubySource,
  type Pattern,
  type PatternProblem,
} from "./pattern";
export {
  pluginNames,
  pluginOf,
  systemSection,
  type Kind,
  type Parameter,
  type ParameterType,
  type Plugin,
  type SectionShape,
} from "./plugins";
export { ruby, type RubyValue } from "./ruby";
export { ANY_TAG, canMeet, covers, tailTag } from "./tags";
export { configurationText } from "./text";
