/**
 * Edges that a gateway's operation declares by `x-gateway-backend`, `x-gateway-aggregate` and
 * `x-gateway-saga`.
 *
 * DESIGN: where edges come from. Method where none is said: a backend has its operation's, an
 * aggregate GET, saga steps and compensations POST.
 */
import type { Operation } from "../contract/contract.ts";
import { inside, itemsOf, locationOf, type Place } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import type { Discovery } from "./discover-edges.ts";
import type { Edge, EdgeSource } from "./edge.ts";
import {
  type ExtensionReader,
  optionalText,
  refuse,
  requiredText,
  requireMapping,
} from "./extension.ts";
import { readTarget } from "./target.ts";

export function gatewayEdges(service: string, operation: Operation): Discovery {
  const reader: ExtensionReader = { service, operation: operation.key, findings: [] };
  const edges = [
    ...backendEdges(reader, operation),
    ...aggregateEdges(reader, operation),
    ...sagaEdges(reader, operation),
  ];
  return { edges, findings: reader.findings };
}

function backendEdges(reader: ExtensionReader, operation: Operation): Edge[] {
  const place = inside(operation.place, "x-gateway-backend");
  if (place === undefined || !requireMapping(reader, place)) return [];
  const edge = readEdge(reader, operation, place, "x-gateway-backend", operation.method);
  return edge === undefined ? [] : [edge];
}

function aggregateEdges(reader: ExtensionReader, operation: Operation): Edge[] {
  const list = inside(operation.place, "x-gateway-aggregate");
  if (list !== undefined && !Array.isArray(list.value)) refuse(reader, list, "it is no list");
  return itemsOf(list).flatMap((place) => {
    if (!requireMapping(reader, place)) return [];
    const edge = readEdge(reader, operation, place, "x-gateway-aggregate", "GET");
    const field = requiredText(reader, place, "field");
    if (edge === undefined || field === undefined || !hasPointer(reader, place)) return [];
    const select = inside(place, "select");
    return [{ ...edge, field: inside(place, "field")!, ...(select !== undefined && { select }) }];
  });
}

// RFC 6901; `""` is the whole answer, as is no `select`.
function hasPointer(reader: ExtensionReader, place: Place): boolean {
  const select = inside(place, "select");
  if (select === undefined) return true;
  const isPointer = typeof select.value === "string" && parsePointer(select.value) !== undefined;
  if (!isPointer) refuse(reader, select, "`select` is no JSON Pointer");
  return isPointer;
}

function sagaEdges(reader: ExtensionReader, operation: Operation): Edge[] {
  const saga = inside(operation.place, "x-gateway-saga");
  if (saga === undefined || !requireMapping(reader, saga)) return [];
  const steps = inside(saga, "steps");
  if (steps === undefined || !Array.isArray(steps.value)) {
    refuse(reader, steps ?? saga, "`steps` is no list");
    return [];
  }
  return itemsOf(steps).flatMap((place, index) => {
    if (!requireMapping(reader, place)) return [];
    const edge = readEdge(reader, operation, place, "x-gateway-saga", "POST");
    if (edge === undefined) return [];
    const step = String(inside(place, "name")?.value ?? index + 1);
    const forward: Edge = { ...edge, saga: { step, index, compensates: false } };
    const undo = compensation(reader, place, forward);
    return undo === undefined ? [forward] : [forward, undo];
  });
}

// `compensate` is null where there is nothing to undo.
function compensation(reader: ExtensionReader, place: Place, forward: Edge): Edge | undefined {
  const compensate = inside(place, "compensate");
  if (compensate === undefined || compensate.value === null) return undefined;
  const path = requiredText(reader, place, "compensate");
  if (path === undefined) return undefined;
  return {
    ...forward,
    method: "POST",
    path,
    target: readTarget(path),
    declaredAt: locationOf(compensate),
    saga: { ...forward.saga!, compensates: true },
  };
}

function readEdge(
  reader: ExtensionReader,
  operation: Operation,
  place: Place,
  source: EdgeSource,
  method: string,
): Edge | undefined {
  const provider = requiredText(reader, place, "service");
  const path = requiredText(reader, place, "path");
  const stated = optionalText(reader, place, "method", method);
  if (provider === undefined || path === undefined || stated === undefined) return undefined;
  return {
    consumer: reader.service,
    consumerOperation: operation,
    provider,
    method: stated.toUpperCase(),
    path,
    source,
    declaredAt: locationOf(inside(place, "path")!),
    target: readTarget(path),
  };
}
