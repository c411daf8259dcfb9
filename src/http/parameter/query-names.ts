/**
 * Whose a name in the query is.
 *
 * OpenAPI 3.1 #style-examples: an exploded object stands in the query under the names of its
 * properties, `color[R]` under its own. An object that may have names it does not declare has those
 * that nobody else claims; of several such objects, the first. An API key is nobody's parameter:
 * #security-scheme-object.
 */
import type { Operation, Parameter, SecurityScheme } from "../../contract/contract.ts";
import { styleOf } from "./style.ts";
import { textSchemaOf } from "./text-schema.ts";

export interface QueryNames {
  /** The parameter or the API key that a decoded name belongs to. */
  ownerOf(name: string): Parameter | SecurityScheme | undefined;
}

const known = new WeakMap<Operation, QueryNames>();

/** @param schemes the document's, by name */
export function queryNamesOf(
  operation: Operation,
  schemes: ReadonlyMap<string, SecurityScheme>,
): QueryNames {
  let names = known.get(operation);
  if (names === undefined) {
    names = makeNames(operation, schemes);
    known.set(operation, names);
  }
  return names;
}

function makeNames(operation: Operation, schemes: ReadonlyMap<string, SecurityScheme>): QueryNames {
  const parameters = operation.parameters.filter((parameter) => parameter.in === "query");
  const owners = new Map<string, Parameter | SecurityScheme>();
  const claim = (name: string, owner: Parameter | SecurityScheme) => {
    if (!owners.has(name)) owners.set(name, owner);
  };
  for (const parameter of parameters) claim(parameter.name, parameter);
  for (const parameter of parameters.filter(isSpread)) {
    for (const name of textSchemaOf(parameter.schema).names) claim(name, parameter);
  }
  for (const { schemes: demanded } of operation.security) {
    for (const { name } of demanded) {
      const scheme = schemes.get(name);
      if (scheme?.in === "query" && scheme.parameterName !== undefined) {
        claim(scheme.parameterName, scheme);
      }
    }
  }
  const deep = parameters.filter((parameter) => styleOf(parameter).isDeep);
  const open = parameters.find(takesOthers);
  return {
    ownerOf: (name) =>
      owners.get(name) ?? deep.find((each) => name.startsWith(`${each.name}[`)) ?? open,
  };
}

/** Whether a parameter's value stands in the query under the names of its properties. */
export function isSpread(parameter: Parameter): boolean {
  if (parameter.in !== "query" || parameter.content.length > 0) return false;
  const { shapes } = textSchemaOf(parameter.schema);
  return parameter.explode && !styleOf(parameter).isDeep && shapes.includes("object");
}

/** Whether it also has the names that nobody else claims. */
export function takesOthers(parameter: Parameter): boolean {
  if (!isSpread(parameter)) return false;
  const { shapes, isOpen } = textSchemaOf(parameter.schema);
  // What may be a text as well is not spread over the query for want of names.
  return shapes.length === 1 && isOpen;
}
