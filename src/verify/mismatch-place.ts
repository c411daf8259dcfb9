/**
 * Where a mismatch of the official verifier stands: what the pact expects, and what the contract
 * says of the same place.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import { findResponse } from "../contract/response.ts";
import { routerOf } from "../contract/router.ts";
import type { Location } from "../findings/finding.ts";
import { chooseOperation } from "../http/choose-operation.ts";
import { becauseOf, contentTypeLocation, locationInside } from "../pact/comparison.ts";
import { parseJsonPath } from "../pact/json-path.ts";
import { contentTypeOf, type HttpInteraction, writtenName } from "../pact/pact.ts";
import { bodyBytes, sentRequest } from "../pact/sent-request.ts";
import {
  declaredAdditional,
  declaredItems,
  declaredProperties,
} from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { inside, locationOf } from "../source/documents.ts";
import type { Mismatch } from "./run-verifier.ts";

export interface MismatchPlace {
  at: Location;
  because?: Location;
  /** The contract's, where it declares the interaction's operation. */
  operation?: string;
}

/** Each place is the deepest that is there: the contract may say less than the pact. */
export function placeOfMismatch(
  interaction: HttpInteraction,
  mismatch: Mismatch,
  contract: Contract | undefined,
): MismatchPlace {
  const at = placeInPact(interaction, mismatch);
  const operation = contract && operationOf(interaction, contract);
  if (contract === undefined || operation === undefined) return { at };
  const because = placeInContract(interaction, mismatch, operation, contract);
  return { at, because, operation: operation.key };
}

function placeInPact({ response, place }: HttpInteraction, { type, path }: Mismatch): Location {
  switch (type) {
    case "StatusMismatch":
      return locationInside(response.place, "status");
    case "HeaderMismatch":
      return locationInside(response.place, "headers", writtenName(response, path) ?? path);
    case "BodyTypeMismatch":
      return contentTypeLocation(response);
    case "BodyMismatch":
      return locationInside(response.body.place, ...stepsOf(path));
    default:
      return locationOf(place);
  }
}

function operationOf({ request }: HttpInteraction, contract: Contract): Operation | undefined {
  const match = routerOf(contract).match(request.method, request.path);
  if (match.kind !== "operation") return undefined;
  const bytes = request.body.state === "present" ? bodyBytes(request.body) : undefined;
  const whole = { ...sentRequest(request), ...(bytes !== undefined && { body: bytes }) };
  return chooseOperation(contract, match, whole).operation;
}

function placeInContract(
  { response }: HttpInteraction,
  { type, path }: Mismatch,
  operation: Operation,
  contract: Contract,
): Location {
  const declared = findResponse(operation.responses, String(response.status));
  if (declared === undefined) {
    return locationOf(inside(operation.place, "responses") ?? operation.place);
  }
  const name = path.toLowerCase();
  if (type === "HeaderMismatch" && name !== "content-type") {
    const header = declared.headers.find((each) => each.name.toLowerCase() === name);
    return locationOf(header?.place ?? declared.place);
  }
  if (!type.startsWith("Body") && type !== "HeaderMismatch") return locationOf(declared.place);
  const sent = contentTypeOf(response);
  const mediaType = sent === undefined ? undefined : findMediaType(declared.content, sent);
  if (mediaType === undefined) return locationOf(declared.place);
  if (type !== "BodyMismatch" || mediaType.schema === undefined) return locationOf(mediaType.place);
  const schema = schemaAlong(mediaType.schema, stepsOf(path));
  return becauseOf(contract, schema).because ?? locationOf(mediaType.place);
}

/** The schema of what `steps` lead to, as far as it is declared. */
export function schemaAlong(schema: Schema, steps: readonly (string | number)[]): Schema {
  let current = schema;
  for (const step of steps) {
    const next =
      typeof step === "number"
        ? declaredItems(current)
        : (declaredProperties(current).get(step) ?? declaredAdditional(current));
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/** Of a Pact path, up to a wildcard, which says no more of one place. */
export function stepsOf(path: string): (string | number)[] {
  const tokens = parseJsonPath(path) ?? [];
  const end = tokens.findIndex((token) => typeof token === "symbol");
  return (end < 0 ? tokens : tokens.slice(0, end)) as (string | number)[];
}
