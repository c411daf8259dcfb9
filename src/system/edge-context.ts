/**
 * What comparing the two sides of an edge needs to know of the system.
 */
import type { Comparisons, EdgeContext, EdgeJudgement } from "../compat/judging.ts";
import type { SchemaPlace } from "../schema/compare/compare.ts";
import {
  type DocumentSet,
  isDangling,
  isMapping,
  locationOf,
  type Place,
  resolveReference,
} from "../source/documents.ts";
import { parsePointer, valueAt } from "../source/pointer.ts";
import { locate } from "../source/source.ts";
import { nameOfEdge } from "./consumer-view.ts";
import type { Edge } from "./edge.ts";
import type { System } from "./system.ts";

export function contextOf(
  system: System,
  edge: Edge,
  comparisons: Comparisons,
  judgement: EdgeJudgement,
): EdgeContext {
  // What an earlier step answers stands in another service's contract.
  const services = [edge.consumer, edge.provider, ...system.services.keys()];
  const contracts = services.map((name) => system.services.get(name)?.contract);
  const sets = [...new Set([...contracts, system.events])].flatMap(
    (contract) => contract?.documents ?? [],
  );
  return {
    edge: {
      consumer: edge.consumer,
      provider: edge.provider,
      operation: edge.consumerOperation?.key,
      edge: nameOfEdge(edge),
      declaredAt: edge.declaredAt,
    },
    called: `${edge.method} ${edge.path}`,
    comparisons,
    locate: ({ uri, pointer }) => {
      const source = sets.map(({ sources }) => sources.get(uri)).find((found) => found);
      return source && locate(source, pointer);
    },
    locateDangling: (place) => {
      const [found] = sets.flatMap((set) => danglingIn(set, place) ?? []);
      return found && locationOf(found);
    },
    judgement,
  };
}

// The place of the keyword, or of the schema that has it.
function danglingIn(documents: DocumentSet, { uri, pointer }: SchemaPlace): Place | undefined {
  const source = documents.sources.get(uri);
  if (source === undefined) return undefined;
  const isKeyword = parsePointer(pointer)?.at(-1) === "$ref";
  const owner = isKeyword ? pointer.slice(0, -"/$ref".length) : pointer;
  const value = valueAt(source.value, owner);
  if (!isMapping(value) || typeof value.$ref !== "string") return undefined;
  const at: Place = { source, pointer: `${owner}/$ref`, value: value.$ref };
  return isDangling(resolveReference(documents, at, value.$ref)) ? at : undefined;
}
