/**
 * A service as the provider whose pacts `concordat verify` runs: in this process, with a system of its
 * own around it, in the states that the pacts name.
 */
import { randomUUID } from "node:crypto";
import type { Config } from "concordat";
import type { System } from "./system.ts";

type Provider = NonNullable<Config["services"][string]["provider"]>;

/** Who the pacts' requests are from. */
const USER = { sub: "u-1", roles: ["user"] };
const EXPIRED = "the token has expired";

/** What the seeds have already: each state begins with them. */
const SEEDED = [
  "user u-1 has orders",
  "the products exist",
  "products p-1 and p-2 exist",
  "product p-404 is unknown",
  EXPIRED,
];

/** @param service its name, such as `order-service` */
export function verifiedProvider(service: string): Provider {
  let made: Promise<System> | undefined;
  // Made when it is asked for: the configuration is read for other commands, too.
  const system = (): Promise<System> => {
    made ??= create();
    return made;
  };
  const reset = async (): Promise<void> => {
    const { repositories } = await system();
    for (const repository of Object.values(repositories)) await repository.reset();
  };
  return {
    async fetch(request) {
      const { services } = await system();
      return await services.get(service)!.fetch(request);
    },
    states: Object.fromEntries(SEEDED.map((state) => [state, reset])),
    // A pact has no real token: its own is replaced by one that is good, or was.
    async headers({ headers, states }) {
      if (headers.authorization === undefined) return undefined;
      const { tokens } = await system();
      const seconds = states.includes(EXPIRED) ? -60 : 3600;
      return { Authorization: `Bearer ${await tokens.issue(USER, seconds)}` };
    },
  };
}

async function create(): Promise<System> {
  const { createSystem } = await import("./system.ts");
  return await createSystem({ secret: randomUUID(), apiKey: randomUUID() });
}
