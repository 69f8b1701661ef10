/** Text in a collector's configuration, in which `$` opens references: the difference between a reference and text is made here. */

/** A variable of the container, read when Jaeger starts. */
export const fromEnvironment = (name: string): string => `\${env:${name}}`;

/** Text that means itself (opentelemetry.io, "Collector configuration": `$$` is a literal dollar sign). */
export const plainText = (text: string): string => text.replaceAll(/\$(?!\{TfToken\[)/g, () => "$$");
