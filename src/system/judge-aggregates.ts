/**
 * Whether the entries of an aggregate and the fields of its response meet.
 *
 * DESIGN: where edges come from; Verify: "an aggregate's field missing from the response, and a
 * response field that nothing fills".
 */
import type { Operation } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { inside, locationOf, type Place } from "../source/documents.ts";
import { locate } from "../source/source.ts";
import type { Edge } from "./edge.ts";
import type { System } from "./system.ts";

/** Findings in the order of the aggregating operations. */
export function judgeAggregates(system: System, edges: readonly Edge[]): Finding[] {
  return [...system.services.values()].flatMap(({ name, contract }) =>
    (contract?.operations ?? []).flatMap((operation) => {
      const list = inside(operation.place, "x-gateway-aggregate");
      if (!Array.isArray(list?.value)) return [];
      const entries = edges.filter(
        (edge) => edge.field !== undefined && edge.consumerOperation === operation,
      );
      return judgeAggregate(system, name, operation, { list, entries });
    }),
  );
}

function judgeAggregate(
  system: System,
  service: string,
  operation: Operation,
  { list, entries }: { list: Place; entries: readonly Edge[] },
): Finding[] {
  const schema = successSchema(operation);
  const declared = schema === undefined ? new Map<string, Schema>() : declaredProperties(schema);
  const filled = new Set(entries.map((entry) => String(entry.field!.value)));
  const missing = entries
    .filter((entry) => !declared.has(String(entry.field!.value)))
    .map((entry) => {
      const name = String(entry.field!.value);
      return createFinding({
        code: "aggregate.field.missing",
        message: `${entry.provider} ${entry.path} fills the field ${name}, which the response of ${operation.key} does not declare`,
        at: locationOf(entry.field!),
        ...(schema !== undefined && { because: locationOfSchema(system, service, schema) }),
        service,
        operation: operation.key,
        identity: [name],
      });
    });
  const unfilled = [...declared]
    .filter(([name]) => !filled.has(name))
    .map(([name, property]) =>
      createFinding({
        code: "aggregate.field.unfilled",
        message: `nothing fills the field ${name} of ${operation.key}: no entry of x-gateway-aggregate names it`,
        at: locationOfSchema(system, service, property),
        because: locationOf(list),
        service,
        operation: operation.key,
        identity: [name],
      }),
    );
  return [...missing, ...unfilled];
}

/** What an aggregating operation answers when all goes well. */
export function successSchema(operation: Operation): Schema | undefined {
  const success = operation.responses.find(({ status }) => status.startsWith("2"));
  return success?.content.find(({ type }) => isJson(type))?.schema;
}

function locationOfSchema(system: System, service: string, schema: Schema) {
  const { documents } = system.services.get(service)!.contract!;
  return locate(documents.sources.get(schema.uri)!, schema.pointer);
}
