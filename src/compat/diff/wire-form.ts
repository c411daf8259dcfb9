/**
 * How a parameter's values are written, as far as its schema lets it matter: `explode` means
 * nothing for a number, and a list without `explode` is the same in several styles of none.
 *
 * OpenAPI 3.1 #style-values, #style-examples.
 */
import type { Parameter } from "../../contract/contract.ts";
import { essence } from "../../contract/media-type.ts";
import { instanceTypes } from "../../schema/instance-types.ts";

/** The form of what is no list and no object, where styles do not tell. */
export const AS_TEXT = "as a text";

/** The form of a list that has a text for each item. */
export const LIST_OF_TEXTS = "in style form, exploded";

/** Two parameters of one form write one value alike; to be read after "is written". */
export function wireForm({ style, explode, schema, content }: Parameter): string {
  const [document] = content;
  if (document !== undefined) return `as ${essence(document.type)}`;
  const types = schema === undefined ? undefined : instanceTypes(schema);
  const hasList = types?.has("array") === true;
  const hasObject = types?.has("object") === true;
  const exploded = explode ? ", exploded" : "";
  switch (style) {
    case "simple":
      return `in style simple${hasObject ? exploded : ""}`;
    case "label":
    case "matrix":
      return `in style ${style}${hasList || hasObject ? exploded : ""}`;
    default: {
      if (!hasList && !hasObject) return AS_TEXT;
      // `a=1&a=2` whatever the delimiter would be.
      if (explode && style !== "deepObject") return LIST_OF_TEXTS;
      return `in style ${style}`;
    }
  }
}
