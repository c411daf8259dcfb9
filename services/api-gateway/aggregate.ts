/**
 * `x-gateway-aggregate`: several services are asked at once, and each answer fills a field.
 *
 * The contract of the dashboard requires every field and declares no answer with a part of them; an
 * empty list would tell a customer with orders that there are none. So a backend that gives nothing
 * leaves no dashboard: the answer is what the contract has for it (`refusals.ts`), and names it.
 */
import { Refusal } from "../platform/refusal.ts";
import { type Ask, BackendFailure, jsonOf } from "./backend-call.ts";
import { type Errand, type Handle, variableOf } from "./errand.ts";
import type { AggregateEntry } from "./extensions.ts";
import type { BackendHeaders } from "./headers.ts";
import { fillPath } from "./path-template.ts";
import { valueAt } from "./pointer.ts";
import { type GatewaySettings, timeoutMs } from "./settings.ts";

/** The handler fails with the first backend that does. */
export function createAggregate(
  entries: readonly AggregateEntry[],
  { ask, headers, settings }: { ask: Ask; headers: BackendHeaders; settings: GatewaySettings },
): Handle {
  const withinMs = timeoutMs(settings, undefined);
  const fieldOf = async (entry: AggregateEntry, errand: Errand) => {
    const { service, method, path, field, select } = entry;
    const answer = await ask({
      service,
      method,
      path: fillPath(path, (name) => variableOf(errand, name)),
      headers: headers.own(errand),
      timeoutMs: withinMs,
      repeat: method === "GET" ? "idempotent" : "unsent",
    });
    if (answer.status === 401) throw tokenRefused(service);
    if (answer.status < 200 || answer.status > 299) {
      throw new BackendFailure(service, "broken", `${service} answered ${answer.status}`);
    }
    const value = valueAt(jsonOf(service, answer), select);
    if (value === undefined) {
      throw new BackendFailure(service, "broken", `${service} answered without ${field}`);
    }
    return [field, value] as const;
  };
  return async (errand) => {
    const fields = await Promise.all(entries.map((entry) => fieldOf(entry, errand)));
    return Response.json(Object.fromEntries(fields));
  };
}

/** A token that was good here a moment ago is not good there: it has run out meanwhile. */
export function tokenRefused(service: string): Refusal {
  const message = `${service} refused the token`;
  return new Refusal(401, "TOKEN_INVALID", message, undefined, { "WWW-Authenticate": "Bearer" });
}
