/**
 * What stands in a pact for the fields that a test states of a body or a message.
 */
import type { MediaType } from "../contract/contract.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { withMatchers } from "./matcher.ts";
import { pickFields } from "./pick-fields.ts";

/**
 * Pact's integration JSON: values with the matchers that the schema of `mediaType` has for them.
 *
 * @param fields values to show, among which matchers may stand; or names and JSON Pointers, with
 *   values from the examples
 */
export function statedFields(mediaType: MediaType | undefined, fields: unknown): unknown {
  const schema = mediaType?.schema;
  const values = isNames(fields, schema) ? pickFields(mediaType, fields) : fields;
  return withMatchers(schema === undefined ? [] : [schema], values);
}

// A list of texts names fields, but where the value itself may be such a list.
function isNames(fields: unknown, schema: Schema | undefined): fields is readonly string[] {
  if (!Array.isArray(fields) || fields.length === 0) return false;
  const types = schema === undefined ? new Set() : instanceTypes(schema);
  const isList = types.has("array") && !types.has("object");
  return fields.every((each) => typeof each === "string" && (!isList || each.startsWith("/")));
}
