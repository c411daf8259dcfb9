/**
 * Holds everything that the services say to each other against the contracts: each exchange, whoever
 * sends it, and each event.
 *
 * What is wrong is kept, so that nobody has to ask after each step.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Contract, type Finding, loadContract } from "concordat";
import { contractMiddleware, type ExchangeViolation } from "concordat/middleware";
import { load } from "js-yaml";
import type { Event, EventBus } from "../../services/platform/event-bus.ts";
import type { Service } from "../../services/platform/service.ts";
import { validate } from "../../src/schema/validate.ts";
import { schemaOf } from "../schema/schema-of.ts";

export const SERVICES = [
  "user-service",
  "product-service",
  "order-service",
  "payment-service",
  "notification-service",
  "inventory-service",
] as const;

const folder = path.resolve(import.meta.dirname, "../../contracts");

const contracts: ReadonlyMap<string, Contract> = new Map(
  await Promise.all(
    ["api-gateway", ...SERVICES].map(
      async (name) =>
        [name, await loadContract(path.join(folder, `${name}.openapi.yaml`))] as const,
    ),
  ),
);

export const catalogue = await loadContract(path.join(folder, "events.asyncapi.yaml"));

// No operation carries the envelope, so no contract has it.
const { EventEnvelope } = load(readFileSync(path.join(folder, "shared/events.yaml"), "utf8")) as {
  EventEnvelope: object;
};
const envelope = schemaOf(EventEnvelope);

export function contractOf(service: string): Contract {
  return contracts.get(service)!;
}

export interface ContractWatch {
  /** For `createSystem`. */
  around(service: Service): Service;
  /** Watches what is published from now on. */
  watch(bus: EventBus): void;
  /** What broke a contract, a line for each finding. */
  violations(): readonly string[];
  /** How many exchanges and events were seen. */
  seen(): number;
}

/**
 * @param options.onViolation told of each exchange that is wrong, in place of `violations`
 * @param options.refusedRequests of which services wrong requests that they refuse count; default all
 *   but the gateway, whose callers may send what they like
 */
export function watchContracts({
  onViolation,
  refusedRequests = (service) => (service === "api-gateway" ? "ignore" : "report"),
}: {
  onViolation?: (service: string, violation: ExchangeViolation) => void;
  refusedRequests?: (service: string) => "report" | "ignore";
} = {}): ContractWatch {
  const told: string[] = [];
  let seen = 0;
  const tell = (service: string, violation: ExchangeViolation): void => {
    const { method, path, side, status, findings } = violation;
    for (const { message } of findings) {
      told.push(`${service} ${method} ${path} (${side}, ${status}): ${message}`);
    }
  };
  return {
    around(service) {
      const { name } = service;
      const check = contractMiddleware(contractOf(name), {
        // The gateway's refusals have one shape for all statuses (api-gateway/refusals.ts): they name
        // the service also where the contract's `ErrorResponse` leaves that open.
        strict: name !== "api-gateway",
        refusedRequests: refusedRequests(name),
        log(violation) {
          const findings = violation.findings.filter((finding) => !isIncidental(finding));
          if (findings.length > 0) (onViolation ?? tell)(name, { ...violation, findings });
        },
      });
      return {
        name,
        async fetch(request) {
          seen += 1;
          const response = await check(request, (request) => service.fetch(request));
          // The log of violations is for who asks the middleware itself.
          check.clearViolations();
          return response;
        },
      };
    },
    watch(bus) {
      const { publish } = bus;
      bus.publish = async (event) => {
        seen += 1;
        for (const problem of problemsOf(event)) told.push(`event ${event.eventType}: ${problem}`);
        await publish(event);
      };
    },
    violations: () => told,
    seen: () => seen,
  };
}

// The gateway tells every service who asks and what for, whether its contract reads that or not; the
// refresh token's cookie stands in no contract.
function isIncidental({ code, at }: Finding): boolean {
  return code === "request.parameter.undeclared" && /^\/(?:headers|cookies)\//.test(at.pointer);
}

/** By the message of the catalogue, by who may send it, and by the envelope. */
function problemsOf(event: Event): string[] {
  const channel = catalogue.channels.find(({ name }) => name === event.eventType);
  const payload = channel?.messages[0]?.payload;
  if (payload === undefined) return ["no such event is in the catalogue"];
  const isSent = catalogue.eventOperations.some(
    ({ action, service, channel: { name } }) =>
      action === "send" && name === event.eventType && service === event.source,
  );
  // As it would be on a wire: what is undefined is not sent.
  const sent = JSON.parse(JSON.stringify(event)) as Event;
  const problems = [...validate(payload, sent.data), ...validate(envelope, sent)];
  return [
    ...(isSent ? [] : [`${event.source} does not send it`]),
    ...problems.map(({ instancePointer, message }) => `${instancePointer} ${message}`),
  ];
}
