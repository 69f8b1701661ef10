/** Reads Fluentd's configuration in the way that Fluentd 1.19 does (lib/fluent/config/v1_parser.rb, literal_parser.rb), which cannot be run here. */

export interface Element {
  readonly name: string;
  readonly argument: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly sections: readonly Element[];
}

/** What Ruby would make of the code in `#{…}`: environment variables and single characters are known, all else is an error. */
export type Environment = Readonly<Record<string, string>>;

export const read = (text: string, environment: Environment = {}): readonly Element[] => {
  const reader = new Reader(text, environment);
  return reader.element(undefined).sections;
};

const SPACE = /[ \t\r\n]*/y;
const SPACE_AND_COMMENTS = /(?:[ \t\r\n]|#[^\r\n]*)*/y;
const LINE_END = /(?:[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$))+/y;
const NAME = /\w+/y;

class Reader {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly environment: Environment,
  ) {}

  element(name: string | undefined): Omit<Element, "name" | "argument"> {
    const parameters: Record<string, string> = {};
    const sections: Element[] = [];
    for (;;) {
      this.take(SPACE_AND_COMMENTS);
      if (this.at >= this.text.length) {
        if (name === undefined) return { parameters, sections };
        throw this.error(`</${name}> is missing`);
      }
      if (this.skip("</")) {
        const end = this.take(NAME);
        this.need(">");
        this.lineEnd();
        if (end !== name) throw this.error(`unmatched </${end}>`);
        return { parameters, sections };
      }
      if (this.skip("<")) {
        const inner = this.take(NAME);
        this.take(SPACE_AND_COMMENTS);
        const argument = this.string(/^[ \t\r\n]*>/) ?? "";
        this.take(SPACE_AND_COMMENTS);
        this.need(">");
        this.lineEnd();
        sections.push({ name: inner, argument, ...this.element(inner) });
      } else this.parameter(parameters);
    }
  }

  private parameter(parameters: Record<string, string>): void {
    const key = this.string(/^[ \t\r\n#]/);
    if (key === undefined) throw this.error("no key");
    if (key === "@include") throw this.error("an include");
    if (/[\n\r]/.test(this.take(SPACE))) {
      parameters[key] = "";
      return;
    }
    if (/^[[{]/.test(this.rest())) throw this.error("bare JSON, in which Ruby would be run");
    parameters[key] = this.string(/^[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$)/) ?? "";
    this.lineEnd();
  }

  private string(boundary: RegExp): string | undefined {
    if (this.skip('"')) return this.doubleQuoted();
    if (this.rest().startsWith("'")) throw this.error("single quotes, which we never write");
    let found = "";
    while (this.at < this.text.length && !boundary.test(this.rest())) found += this.character();
    return found === "" ? undefined : found;
  }

  private doubleQuoted(): string {
    let found = "";
    for (;;) {
      if (this.at >= this.text.length) throw this.error("the quote is not closed");
      if (this.skip('"')) return found;
      if (this.skip("#{")) found += this.ruby();
      else if (this.skip("\\")) found += this.escaped(this.character());
      else {
        const character = this.character();
        if (/[\n\r]/.test(character)) throw this.error("a line break in quotes");
        found += character;
      }
    }
  }

  private escaped(character: string): string {
    const known: Readonly<Record<string, string>> = { r: "\r", n: "\n", t: "\t", f: "\f", b: "\b", "0": "\0" };
    const escape = known[character];
    if (escape === undefined && /[A-Za-z0-9]/.test(character)) throw this.error(`unknown escape \\${character}`);
    return escape ?? character;
  }

  private ruby(): string {
    const [whole, name, hex] = /^(?:ENV\["(\w+)"\]|"\\u([0-9a-f]{4})")\}/.exec(this.rest()) ?? [];
    if (whole === undefined) throw this.error("runs Ruby");
    this.at += whole.length;
    return name === undefined ? String.fromCharCode(Number.parseInt(hex ?? "", 16)) : (this.environment[name] ?? "");
  }

  private character(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private rest = (): string => this.text.slice(this.at);

  private skip(prefix: string): boolean {
    if (!this.text.startsWith(prefix, this.at)) return false;
    this.at += prefix.length;
    return true;
  }

  private need(prefix: string): void {
    this.take(SPACE_AND_COMMENTS);
    if (!this.skip(prefix)) throw this.error(`no ${prefix}`);
  }

  private lineEnd(): void {
    if (this.take(LINE_END) === "" && this.at < this.text.length) throw this.error("no end of line");
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [""];
    this.at += found.length;
    return found;
  }

  private error(problem: string): Error {
    return new Error(`${problem} at ${JSON.stringify(this.text.slice(this.at, this.at + 40))}`);
  }
}
