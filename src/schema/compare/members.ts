/**
 * What the names of a map of schemas lead to, as something that holds: `properties`, say, in the
 * order of the document.
 *
 * Names and schemas lie side by side: two versions of a document name the same members in the same
 * order, and then nothing has to be looked up. An index is made for the first name that is.
 */
import type { Schema } from "../schema.ts";
import { type Literal, literal } from "./goal.ts";

export class Members {
  readonly names: readonly string[];
  readonly schemas: readonly Schema[];
  readonly isClosed: boolean;
  private index: Map<string, number> | undefined;

  /** @param schemas beside the names */
  constructor(names: readonly string[], schemas: readonly Schema[], isClosed: boolean) {
    this.names = names;
    this.schemas = schemas;
    this.isClosed = isClosed;
  }

  get size(): number {
    return this.names.length;
  }

  has(name: string): boolean {
    return this.indexOf(name) !== undefined;
  }

  get(name: string): Literal | undefined {
    const schema = this.schemaOf(name);
    return schema && literal(schema, true, this.isClosed);
  }

  /** @param near where it probably stands */
  schemaOf(name: string, near?: number): Schema | undefined {
    if (near !== undefined && this.names[near] === name) return this.schemas[near];
    const found = this.indexOf(name);
    return found === undefined ? undefined : this.schemas[found];
  }

  entries(): [name: string, literal: Literal][] {
    return this.names.map((name, at) => [name, literal(this.schemas[at]!, true, this.isClosed)]);
  }

  private indexOf(name: string): number | undefined {
    this.index ??= new Map(this.names.map((each, at) => [each, at]));
    return this.index.get(name);
  }
}

export const NO_MEMBERS: Members = new Members([], [], false);
