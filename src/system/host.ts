/**
 * Which service answers at a host.
 *
 * The service one of whose `servers` has that host; else the host's first label, as in
 * `product-service.example.com`.
 */
import type { System } from "./system.ts";

export function serviceAtHost(system: System, host: string): string {
  for (const { name, contract } of system.services.values()) {
    const isServed = contract?.servers.some(
      ({ url }) => URL.canParse(url) && new URL(url).host === host,
    );
    if (isServed) return name;
  }
  return host.split(/[.:]/, 1)[0]!;
}
