/**
 * Extensions of one contract that declare edges in a shape that is not understood.
 *
 * DESIGN: where edges come from. Here no other service is known; an edge to nobody is no fault.
 */
import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { declaredEdges } from "./declared-edges.ts";
import { eventExtensionFaults } from "./event-extensions.ts";

/** `contract.extension-invalid`; the contract has no name here, and so the findings no service. */
export function lintExtensions(contract: Contract): Finding[] {
  if (contract.format === "asyncapi") return eventExtensionFaults(contract);
  const service = { name: "", contract, external: false };
  const system = {
    services: new Map([[service.name, service]]),
    events: undefined,
    gateways: new Map(),
    configuredEdges: [],
    pacts: [],
  };
  const { findings } = declaredEdges(system, service);
  return findings.map(({ service: _, ...finding }) => finding);
}
