/**
 * What a contract says of one member of an object, where nothing else hangs on its value.
 *
 * A form and a query write each member of an object as a text of its own, so that rules of a pact
 * speak of one member at a time.
 */
import { type Schema, subschema } from "../schema/schema.ts";
import { keywordOf, viewsOf } from "./schema-view.ts";

/**
 * All that must hold for the member `name` of an object; none where anything may stand there.
 * Undefined where alternatives, conditions or what is said of other names have a say in it.
 */
export function memberSchemas(schema: Schema, name: string): Schema[] | undefined {
  const views = viewsOf([schema]);
  if (views?.length !== 1) return undefined;
  const [view] = views as [readonly Schema[]];
  if (view.some(saysMore)) return undefined;
  return view.flatMap((each) => {
    const properties = keywordOf(each, "properties");
    const isNamed = typeof properties === "object" && Object.hasOwn(properties as object, name);
    return isNamed ? [subschema(each, "properties", name)] : [];
  });
}

function saysMore(schema: Schema): boolean {
  // Whether other members may be there at all does not hang on their values.
  const isOfOthers = OF_OTHERS.some((known) => typeof keywordOf(schema, known) === "object");
  return isOfOthers || OF_VALUES.some((known) => keywordOf(schema, known) !== undefined);
}

/** What these say of a member is not said at the member, or hangs on its value. */
const OF_VALUES = ["not", "if", "const", "enum", "dependentSchemas", "patternProperties"];
const OF_OTHERS = ["additionalProperties", "unevaluatedProperties"];
