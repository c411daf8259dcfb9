/**
 * One interaction of a pact file, of any version.
 *
 * Pact V4 #interaction-types; V3 #messages; V1 and V2 #interactions.
 */
import { createFinding } from "../findings/finding.ts";
import { inside, isMapping, itemsOf, locationOf, type Place } from "../source/documents.ts";
import { type KnownParts, readOnce } from "./alike.ts";
import { addFault, type Faults, kindOf, mappingAt, membersBeside, textAt } from "./fault.ts";
import type {
  Interaction,
  InteractionBase,
  PactRequest,
  PactResponse,
  ProviderState,
  Specification,
  UnreadInteraction,
} from "./pact.ts";
import { readMessagePart, readRequest, readResponse } from "./read-part.ts";

/** What all interactions of a file have in common. */
export interface FileContext {
  specification: Specification;
  requests: KnownParts<PactRequest>;
  responses: KnownParts<PactResponse>;
}

/**
 * The interaction; one that has faults, or a type that is not known, is unread.
 *
 * @param list the array it stands in: `messages` of version 3 hold messages
 */
export function readInteraction(
  faults: Faults,
  place: Place,
  list: "interactions" | "messages",
  file: FileContext,
): Interaction {
  const own: Faults = [];
  const interaction = readKind(own, place, list, file);
  for (const fault of own) faults.push(fault);
  const isFaulty = own.some((finding) => finding.severity === "error");
  return isFaulty ? unread(place) : interaction;
}

function readKind(
  faults: Faults,
  place: Place,
  list: "interactions" | "messages",
  file: FileContext,
): Interaction {
  const { specification } = file;
  if (!isMapping(place.value)) {
    addFault(faults, place, `an interaction is ${kindOf(place.value)}; a pact has an object here`);
    return unread(place);
  }
  const fallback = list === "messages" ? "Asynchronous/Messages" : "Synchronous/HTTP";
  const type = textAt(faults, place, "type", fallback);
  switch (type) {
    case "Synchronous/HTTP":
      return readHttp(faults, place, file);
    case "Asynchronous/Messages":
      return {
        kind: "async",
        ...readBase(faults, place, ASYNC_MEMBERS),
        message: { ...readMessagePart(faults, place, specification), extra: {} },
      };
    case "Synchronous/Messages":
      return readSync(faults, place, specification);
    default:
      faults.push(unreadFinding(place, type));
      return unread(place);
  }
}

const BASE_MEMBERS: readonly string[] = [
  "type",
  "description",
  "key",
  "pending",
  "providerState",
  "provider_state",
  "providerStates",
];
const EXCHANGE_MEMBERS: ReadonlySet<string> = new Set([...BASE_MEMBERS, "request", "response"]);
const ASYNC_MEMBERS: ReadonlySet<string> = new Set([
  ...BASE_MEMBERS,
  "contents",
  "metadata",
  "metaData",
  "matchingRules",
  "generators",
]);

function readHttp(
  faults: Faults,
  place: Place,
  { specification, requests, responses }: FileContext,
): Interaction {
  const request = mappingAt(faults, place, "request");
  const response = mappingAt(faults, place, "response");
  if (request === undefined || response === undefined) {
    const missing = request === undefined ? "request" : "response";
    addFault(faults, place, `the interaction has no ${missing}`);
    return unread(place);
  }
  return {
    kind: "http",
    ...readBase(faults, place, EXCHANGE_MEMBERS),
    request: readOnce(requests, faults, request, (own, at) => readRequest(own, at, specification)),
    response: readOnce(responses, faults, response, (own, at) =>
      readResponse(own, at, specification),
    ),
  };
}

function readSync(faults: Faults, place: Place, specification: Specification): Interaction {
  const request = mappingAt(faults, place, "request");
  const written = inside(place, "response");
  if (request === undefined || written === undefined) {
    addFault(faults, place, "the interaction has no request or no response");
    return unread(place);
  }
  const responses = Array.isArray(written.value) ? itemsOf(written) : [written];
  return {
    kind: "sync",
    ...readBase(faults, place, EXCHANGE_MEMBERS),
    request: readMessagePart(faults, request, specification),
    responses: responses.map((response) => readMessagePart(faults, response, specification)),
  };
}

function readBase(faults: Faults, place: Place, names: ReadonlySet<string>): InteractionBase {
  const key = textAt(faults, place, "key", "");
  return {
    description: textAt(faults, place, "description", ""),
    key: key === "" ? undefined : key,
    isPending: inside(place, "pending")?.value === true,
    states: readStates(faults, place),
    extra: membersBeside(place, names),
    place,
  };
}

// Version 1 writes `provider_state`, version 2 `providerState`, later ones a list.
function readStates(faults: Faults, place: Place): ProviderState[] {
  const list = inside(place, "providerStates");
  if (list === undefined || list.value === null) {
    const name =
      textAt(faults, place, "providerState", "") || textAt(faults, place, "provider_state", "");
    return name === "" ? [] : [{ name, params: {} }];
  }
  if (typeof list.value === "string") return [{ name: list.value, params: {} }];
  if (!Array.isArray(list.value)) {
    addFault(
      faults,
      list,
      `providerStates is ${kindOf(list.value)}; a pact has an array of states`,
    );
  }
  return itemsOf(list).map((item) => {
    if (typeof item.value === "string") return { name: item.value, params: {} };
    if (!isMapping(item.value)) {
      addFault(faults, item, `a state is ${kindOf(item.value)}; a pact has an object here`);
      return { name: "", params: {} };
    }
    const params = mappingAt(faults, item, "params")?.value ?? {};
    return {
      name: textAt(faults, item, "name", ""),
      params: params as Record<string, unknown>,
    };
  });
}

function unread(place: Place): UnreadInteraction {
  const { value } = place;
  const description = isMapping(value) && typeof value.description === "string";
  return {
    kind: "unread",
    description: description ? (value.description as string) : "",
    value,
    place,
  };
}

function unreadFinding(place: Place, type: string): ReturnType<typeof createFinding> {
  return createFinding({
    code: "pact.interaction-unread",
    message: `the interaction's type is "${type}"; known are Synchronous/HTTP, Asynchronous/Messages, Synchronous/Messages`,
    at: locationOf(inside(place, "type") ?? place),
    identity: [place.pointer, type],
  });
}
