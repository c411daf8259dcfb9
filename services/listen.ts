/**
 * The seven services on ports of this machine, reaching each other by way of the registry.
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { systemClock } from "./platform/clock.ts";
import { connectByRegistry } from "./platform/connect.ts";
import { createRegistry, type Registry } from "./platform/registry.ts";
import type { Service } from "./platform/service.ts";
import { createSystem, type System, type SystemOptions } from "./system.ts";

const HOST = "127.0.0.1";
const HEARTBEAT_MS = 10_000;
/** How long a request that is being answered may go on when the services are stopped. */
const GRACE_MS = 2_000;

export interface RunningSystem {
  system: System;
  registry: Registry;
  /** By service. */
  urls: ReadonlyMap<string, string>;
  /** Lets running requests end, and then stops. */
  close(): Promise<void>;
}

/**
 * @param portOf the port of a service; 0 is any that is free
 * @throws what listening on a port throws, when one is taken; then none is left open
 */
export async function listenAll(
  options: SystemOptions,
  portOf: (service: string) => number,
): Promise<RunningSystem> {
  const clock = options.clock ?? systemClock;
  const registry = createRegistry(clock);
  const system = await createSystem({ connect: connectByRegistry(registry), ...options });
  const urls = new Map<string, string>();
  const servers = new Map<string, Server>();
  let heart: NodeJS.Timeout | undefined;

  async function close(): Promise<void> {
    clearInterval(heart);
    await Promise.all([...servers.keys()].map((name) => registry.deregister(name)));
    await Promise.all([...servers.values()].map(stop));
  }

  try {
    for (const service of system.services.values()) {
      const server = await start(service, portOf(service.name));
      servers.set(service.name, server);
      const { port } = server.address() as AddressInfo;
      urls.set(service.name, `http://${HOST}:${port}`);
      const { name } = service;
      await registry.register({ serviceId: name, instanceId: name, host: HOST, port });
    }
  } catch (error) {
    await close();
    throw error;
  }
  heart = setInterval(() => {
    for (const name of servers.keys()) void registry.heartbeat(name);
  }, HEARTBEAT_MS);
  heart.unref();
  return { system, registry, urls, close };
}

function start(service: Service, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: (request) => service.fetch(request),
      hostname: HOST,
      port,
      // The services' own requests are Node's.
      overrideGlobalObjects: false,
    }) as Server;
    server.once("listening", () => resolve(server));
    server.once("error", reject);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
