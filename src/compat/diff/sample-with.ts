/**
 * Values of a schema in which a certain part is there, to show how it is written.
 */
import { composeSchema } from "../../schema/compose.ts";
import type { Schema } from "../../schema/schema.ts";

/**
 * The values of `schema` that have something at a place.
 *
 * @param tokens names of properties; `0` stands for the items of a list
 * @param leaf what is asked of the part beside its own schema
 */
export function memberAt(schema: Schema, tokens: readonly string[], leaf: object): Schema {
  const asked = tokens
    .toReversed()
    .reduce<object>(
      (inner, token) =>
        token === "0"
          ? { minItems: 1, items: inner }
          : { required: [token], properties: { [token]: inner } },
      leaf,
    );
  return composeSchema({ $ref: "value", ...asked }, new Map([["value", schema]]));
}
