/**
 * Edges that an operation declares by callbacks with a constant URL.
 *
 * OpenAPI 3.1 #callback-object, #key-expression: an expression with `{$...}` in it is known at run
 * time only, and is whoever registered it. An `amqp:` URL names an event: see event-edges.ts.
 */
import type { Operation } from "../contract/contract.ts";
import { locationOf } from "../source/documents.ts";
import type { Discovery } from "./discover-edges.ts";
import { serviceAtHost } from "./host.ts";
import type { System } from "./system.ts";
import { readTarget } from "./target.ts";

export function callbackEdges(system: System, service: string, operation: Operation): Discovery {
  const edges = operation.callbacks
    .filter(({ expression }) => /^https?:\/\//.test(expression) && !expression.includes("{$"))
    .filter(({ expression }) => URL.canParse(expression))
    .flatMap((callback) => {
      const { host } = new URL(callback.expression);
      const path = callback.expression.replace(/^https?:\/\/[^/?#]*/, "") || "/";
      return callback.operations.map((called) => ({
        consumer: service,
        consumerOperation: operation,
        provider: serviceAtHost(system, host),
        method: called.method,
        path,
        source: "callback" as const,
        declaredAt: locationOf(callback.place),
        target: readTarget(path),
        callback: called,
      }));
    });
  return { edges, findings: [] };
}
