/**
 * What is known of two schemas.
 */
import type { Schema } from "../../schema/schema.ts";

export class PairMap<Value> {
  readonly #bySender = new WeakMap<Schema, Map<Schema, Value>>();

  has(sender: Schema, receiver: Schema): boolean {
    return this.#bySender.get(sender)?.has(receiver) === true;
  }

  set(sender: Schema, receiver: Schema, value: Value): void {
    const known = this.#bySender.get(sender);
    if (known === undefined) this.#bySender.set(sender, new Map([[receiver, value]]));
    else known.set(receiver, value);
  }

  /** What is known; made where nothing is. */
  get(sender: Schema, receiver: Schema, make: () => Value): Value {
    const known = this.#bySender.get(sender)?.get(receiver);
    if (known !== undefined) return known;
    const made = make();
    this.set(sender, receiver, made);
    return made;
  }
}
