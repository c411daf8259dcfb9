/**
 * Draft-04 schemas as 2020-12: OpenAPI 3.0's meta-schema is one.
 *
 * draft-zyp-json-schema-04 #section-7.2 (`id`), draft-fge-json-schema-validation-00
 * #section-5.1.2 (boolean `exclusiveMaximum`), JSON Reference 03 #section-3 (`$ref` stands alone).
 */

import type { NormalisedSchema } from "../schema.ts";
import { moveItems, nameFragment, withoutPrototype } from "./draft-07.ts";

// All that draft-04 has; `const`, `if` and others came later and are nothing here.
const known: ReadonlySet<string> = new Set([
  "additionalItems",
  "additionalProperties",
  "allOf",
  "anyOf",
  "definitions",
  "dependencies",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "items",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "not",
  "oneOf",
  "pattern",
  "patternProperties",
  "properties",
  "required",
  "title",
  "type",
  "uniqueItems",
]);

/** One draft-04 schema object, shallowly, in 2020-12. */
export function normaliseDraft04(schema: Record<string, unknown>): NormalisedSchema {
  if (Object.hasOwn(schema, "$ref")) return { value: withoutPrototype({ $ref: schema.$ref }) };
  const value = withoutPrototype();
  for (const keyword of Object.keys(schema)) {
    if (known.has(keyword)) value[keyword] = schema[keyword];
  }
  if (Object.hasOwn(schema, "id")) value.$id = schema.id;
  nameFragment(value);
  const moved = new Map(moveItems(value));
  exclude(value, { limit: "minimum", exclusive: "exclusiveMinimum", moved });
  exclude(value, { limit: "maximum", exclusive: "exclusiveMaximum", moved });
  return { value, moved };
}

function exclude(
  value: Record<string, unknown>,
  names: { limit: string; exclusive: string; moved: Map<string, string> },
): void {
  const { limit, exclusive, moved } = names;
  const isExclusive = value[exclusive] === true;
  if (typeof value[exclusive] === "boolean") delete value[exclusive];
  if (!isExclusive || !Object.hasOwn(value, limit)) return;
  value[exclusive] = value[limit];
  delete value[limit];
  moved.set(exclusive, limit);
}
