/**
 * A service as the provider whose pacts `concordat verify` runs: in this process, with a system of its
 * own around it, which is made anew for each state that the pacts name.
 */
import { randomUUID } from "node:crypto";
import type { Config } from "concordat";
import type { Send } from "./platform/connect.ts";
import { EVENT_STATES } from "./verification/event-states.ts";
import { EXPIRED, type VerifiedSystem } from "./verification/provider-state.ts";
import { STATES } from "./verification/states.ts";
import { verifiedMessages } from "./verified-messages.ts";

type Provider = NonNullable<Config["services"][string]["provider"]>;

/** Who the pacts' requests are from. */
const USER = { sub: "u-1", roles: ["user"] };

/** What the services show each other. */
const API_KEY = randomUUID();

/** It stands still, so that what is set aside does not run out: the contracts' example time. */
const clock = { now: () => new Date("2026-03-02T10:15:00Z") };

/** @param service its name, such as `order-service` */
export function verifiedProvider(service: string): Provider {
  let made: Promise<VerifiedSystem> | undefined;
  // Made when it is asked for: the configuration is read for other commands, too.
  const system = (): Promise<VerifiedSystem> => {
    made ??= create();
    return made;
  };
  const states = Object.entries({
    ...EVENT_STATES[service],
    ...STATES[service],
  }).map(([name, setUp]) => {
    const state = {
      async setup(): Promise<void> {
        await setUp(await system());
      },
      // Nothing of one interaction is there in the next one, not even what a service noted of it.
      teardown(): void {
        made = undefined;
      },
    };
    return [name, state];
  });
  return {
    async fetch(request) {
      const { services } = await system();
      return await services.get(service)!.fetch(request);
    },
    states: Object.fromEntries(states),
    ...verifiedMessages(service, system),
    // A pact has no real credentials: its own are replaced by some that are good, or were.
    async headers({ headers, states }) {
      const { tokens } = await system();
      const seconds = states.includes(EXPIRED) ? -60 : 3600;
      return {
        ...(headers.authorization !== undefined && {
          Authorization: `Bearer ${await tokens.issue(USER, seconds)}`,
        }),
        ...(headers["x-api-key"] !== undefined && { "X-API-Key": API_KEY }),
      };
    },
  };
}

async function create(): Promise<VerifiedSystem> {
  const { createSystem } = await import("./system.ts");
  const down = new Set<string>();
  const unlessDown =
    (service: string, send: Send): Send =>
    async (request) => {
      if (down.has(service)) throw new Error(`${service} does not answer`);
      return await send(request);
    };
  const system = await createSystem({
    secret: randomUUID(),
    apiKey: API_KEY,
    clock,
    intercept: unlessDown,
  });
  return { ...system, down };
}
