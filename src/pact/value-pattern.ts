/**
 * The texts that a schema takes in a path or a cookie, as a pattern of ECMA-262.
 */
import { patternOfFormat } from "../schema/compare/format-relation.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";

/**
 * A pattern without its anchors; undefined where no simple one says what the schema asks for.
 *
 * @param anyText the pattern of a text of which the schema says nothing
 */
export function exactPattern(schema: Schema | undefined, anyText: string): string | undefined {
  if (schema === undefined) return anyText;
  const types = instanceTypes(schema);
  const value = Object.entries(schema.value).filter(([keyword]) => !SILENT.has(keyword));
  const [first, ...more] = value.filter(([keyword]) => keyword !== "type");
  if (first !== undefined) {
    return more.length === 0 && types.size === 1 ? statedPattern(first, schema) : undefined;
  }
  if (types.has("array") || types.has("object")) return undefined;
  if (types.has("string")) return anyText;
  if (types.has("number")) return "-?\\d+(?:\\.\\d+)?";
  return types.has("integer") ? "-?\\d+" : "(?:true|false)";
}

/** Keywords that refuse nothing. */
const SILENT: ReadonlySet<string> = new Set(
  "title description default example examples deprecated $comment".split(" "),
);

function statedPattern([keyword, stated]: [string, unknown], schema: Schema): string | undefined {
  if (keyword === "enum") return listedPattern(schema);
  const whole = keyword === "format" ? patternOfFormat(String(stated)) : stated;
  if ((keyword !== "format" && keyword !== "pattern") || typeof whole !== "string")
    return undefined;
  const inner = /^\^([^|]*)\$$/.exec(whole)?.[1];
  return inner === undefined ? undefined : `(?:${inner})`;
}

function listedPattern(schema: Schema | undefined): string | undefined {
  const values = typeof schema?.value === "object" ? schema.value.enum : undefined;
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string"))
    return undefined;
  return `(?:${values.map((value) => escaped(encodeURIComponent(value.toWellFormed()))).join("|")})`;
}

/** A text as a pattern that finds it. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
