/** A run-time data model: elements by their names, with lists, within the bounds that a standard gives. */

export type Check = (value: string) => number;

export interface Element {
  /** How it may be used: read, write, or both. */
  use: "r" | "w" | "rw";
  /** 0 where a value fits, else the standard's code. */
  check?: Check;
  initial?: string;
}

/** The codes of a standard for what goes wrong with a name or a value. */
export interface Codes {
  unknown: number;
  noChildren: number;
  noCount: number;
  readOnly: number;
  writeOnly: number;
  keyword: number;
  outOfList: number;
  unset: number;
}

export type Schema = Record<string, Element>;

const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 2_000_000;

/** The error of one call. */
export class Refusal extends Error {
  constructor(readonly code: number) {
    super(String(code));
  }
}

export class Model {
  private readonly values = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private held = 0;

  constructor(
    private readonly schema: Schema,
    private readonly codes: Codes,
    initial: Record<string, string> = {},
  ) {
    for (const [name, element] of Object.entries(schema)) {
      if (element.initial !== undefined && !/\.n(\.|$)/.test(name)) this.values.set(name, element.initial);
    }
    for (const [name, value] of Object.entries(initial)) this.values.set(name, value);
  }

  /** What stands there, "" where nothing does; for our own eyes. */
  peek(name: string): string {
    return this.values.get(name) ?? "";
  }

  /** Put something there without asking whether a package might. */
  put(name: string, value: string): void {
    this.values.set(name, value);
  }

  count(list: string): number {
    return this.counts.get(list) ?? 0;
  }

  get(name: string): string {
    const keyword = /^(.*)\.(_children|_count)$/.exec(name);
    if (keyword) return this.about(keyword[1] ?? "", keyword[2] ?? "");
    const element = this.element(name);
    this.within(name, false);
    if (element.use === "w") throw new Refusal(this.codes.writeOnly);
    const value = this.values.get(name) ?? (/\.\d+\./.test(name) ? element.initial : undefined);
    if (value === undefined) {
      if (this.codes.unset) throw new Refusal(this.codes.unset);
      return "";
    }
    return value;
  }

  set(name: string, value: string): void {
    if (/(^|\.)(_children|_count|_version)$/.test(name)) throw new Refusal(this.codes.keyword);
    const element = this.element(name);
    if (element.use === "r") throw new Refusal(this.codes.readOnly);
    const wrong = element.check?.(value) ?? 0;
    if (wrong) throw new Refusal(wrong);
    this.within(name, true);
    this.held += value.length - (this.values.get(name)?.length ?? 0);
    if (this.held > MOST_CHARACTERS) throw new Refusal(this.codes.outOfList);
    this.values.set(name, value);
  }

  private element(name: string): Element {
    const element = Object.hasOwn(this.schema, pattern(name)) ? this.schema[pattern(name)] : undefined;
    if (!element) throw new Refusal(this.codes.unknown);
    return element;
  }

  /** Lists grow by one at their end: each number in a name must be there, or be the next when something is set. */
  private within(name: string, growing: boolean): void {
    const parts = name.split(".");
    const grown: [string, number][] = [];
    parts.forEach((part, at) => {
      if (!/^\d+$/.test(part)) return;
      const list = parts.slice(0, at).join(".");
      const index = Number(part);
      const count = this.count(list);
      if (index > count || (index === count && !growing) || index >= MOST_ENTRIES) {
        throw new Refusal(this.codes.outOfList);
      }
      if (index === count) grown.push([list, count + 1]);
    });
    for (const [list, count] of grown) this.counts.set(list, count);
  }

  private about(name: string, keyword: string): string {
    const under = pattern(name);
    const list = Object.keys(this.schema).some((one) => one.startsWith(`${under}.n.`));
    if (keyword === "_count") {
      if (!list) throw new Refusal(this.known(under) ? this.codes.noCount : this.codes.unknown);
      this.within(name, false);
      return String(this.count(name));
    }
    const inner = list ? `${under}.n.` : `${under}.`;
    const found = new Set<string>();
    for (const one of Object.keys(this.schema)) {
      if (one.startsWith(inner)) found.add(one.slice(inner.length).split(".")[0] ?? "");
    }
    found.delete("_version");
    if (!found.size) throw new Refusal(this.known(under) ? this.codes.noChildren : this.codes.unknown);
    return [...found].join(",");
  }

  private known(under: string): boolean {
    return Object.hasOwn(this.schema, under) || Object.keys(this.schema).some((one) => one.startsWith(`${under}.`));
  }
}

function pattern(name: string): string {
  return name.replace(/\.\d+(?=\.|$)/g, ".n");
}

/** Checks, each with the code for what does not fit. */
export const length = (most: number, code: number): Check => (value) => (value.length > most ? code : 0);

export const words = (code: number, ...known: string[]): Check => (value) => (known.includes(value) ? 0 : code);

export const matching = (form: RegExp, code: number): Check => (value) => (form.test(value) ? 0 : code);

const NUMBER = /^-?\d{1,10}(\.\d{1,20})?$|^-?\.\d{1,20}$/;

export const number =
  (type: number, range: number, least = -Infinity, most = Infinity, empty = false): Check =>
  (value) => {
    if (empty && value === "") return 0;
    if (!NUMBER.test(value)) return type;
    return Number(value) < least || Number(value) > most ? range : 0;
  };
