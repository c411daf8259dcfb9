/**
 * The parameters of an operation.
 *
 * OpenAPI 3.1 #parameter-object, #style-values.
 */
import { inside, itemsOf, type Place } from "../source/documents.ts";
import type { Parameter, ParameterLocation } from "./contract.ts";
import { readContent } from "./payload.ts";
import { type Reader, resolved, schemaInside, stringAt } from "./reader.ts";

const LOCATIONS: readonly string[] = ["path", "query", "header", "cookie"];

/**
 * The path item's parameters, overridden by the operation's of the same name and location.
 * Header parameters named Accept, Content-Type and Authorization are ignored, as
 * OpenAPI 3.1 #parameter-object asks.
 */
export function readParameters(reader: Reader, item: Place, operation: Place): Parameter[] {
  const byKey = new Map<string, Parameter>();
  for (const owner of [item, operation]) {
    for (const entry of itemsOf(inside(owner, "parameters"))) {
      const parameter = readParameter(reader, entry);
      if (parameter === undefined || isReserved(parameter)) continue;
      byKey.set(`${parameter.in} ${nameKey(parameter)}`, parameter);
    }
  }
  return [...byKey.values()];
}

/** One parameter; undefined where its reference dangles or it lacks a name or location. */
export function readParameter(reader: Reader, entry: Place): Parameter | undefined {
  const place = resolved(reader, entry);
  const name = place && stringAt(place, "name");
  const location = place && stringAt(place, "in");
  if (place === undefined || name === undefined || location === undefined) return undefined;
  if (!LOCATIONS.includes(location)) return undefined;
  const where = location as ParameterLocation;
  const style = stringAt(place, "style") ?? DEFAULT_STYLE[where];
  const explode = inside(place, "explode")?.value;
  return {
    name,
    in: where,
    required: where === "path" || inside(place, "required")?.value === true,
    style,
    explode: typeof explode === "boolean" ? explode : style === "form",
    allowReserved: where === "query" && inside(place, "allowReserved")?.value === true,
    allowEmptyValue: where === "query" && inside(place, "allowEmptyValue")?.value === true,
    schema: schemaInside(reader, place),
    content: readContent(reader, inside(place, "content")),
    place,
  };
}

const DEFAULT_STYLE: Record<ParameterLocation, string> = {
  path: "simple",
  header: "simple",
  query: "form",
  cookie: "form",
};

// RFC 9110 §5.1: header names ignore case.
function nameKey(parameter: Parameter): string {
  return parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
}

function isReserved(parameter: Parameter): boolean {
  return (
    parameter.in === "header" &&
    ["accept", "content-type", "authorization"].includes(parameter.name.toLowerCase())
  );
}
