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
import { locationOf } from "../source/documents.ts";
import { locate } from "../source/source.ts";
import type { Edge } from "./edge.ts";
import type { System } from "./system.ts";

/** Findings in the order of the aggregating operations. */
export function judgeAggregates(system: System, edges: readonly Edge[]): Finding[] {
  const byOperation = new Map<Operation, Edge[]>();
  for (const edge of edges) {
    if (edge.field === undefined || edge.consumerOperation === undefined) continue;
    const known = byOperation.get(edge.consumerOperation);
    if (known === undefined) byOperation.set(edge.consumerOperation, [edge]);
    else known.push(edge);
  }
  return [...byOperation].flatMap(([operation, entries]) =>
    judgeAggregate(system, operation, entries),
  );
}

function judgeAggregate(system: System, operation: Operation, entries: Edge[]): Finding[] {
  const schema = successSchema(operation);
  const service = entries[0]!.consumer;
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
        because: entries[0]!.declaredAt,
        service,
        operation: operation.key,
        identity: [name],
      }),
    );
  return [...missing, ...unfilled];
}

function successSchema(operation: Operation): Schema | undefined {
  const success = operation.responses.find(({ status }) => status.startsWith("2"));
  return success?.content.find(({ type }) => isJson(type))?.schema;
}

function locationOfSchema(system: System, service: string, schema: Schema) {
  const { documents } = system.services.get(service)!.contract!;
  return locate(documents.sources.get(schema.uri)!, schema.pointer);
}
