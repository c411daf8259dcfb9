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
  /**
   * Takes a service off its port without a word: nobody is let in, connections are lost in the middle
   * of what they carry, and its heartbeat ends. What it was doing goes on, though nobody is answered,
   * and it remembers everything: its memory stands for the database that it would have.
   */
  crash(service: string): Promise<void>;
  /** Lets it listen where it did, and register. */
  restart(service: string): Promise<void>;
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
  const ports = new Map<string, number>();
  const servers = new Map<string, Server>();
  let heart: NodeJS.Timeout | undefined;

  async function open(name: string, wanted: number): Promise<void> {
    const server = await start(system.services.get(name)!, wanted);
    servers.set(name, server);
    const { port } = server.address() as AddressInfo;
    ports.set(name, port);
    await registry.register({ serviceId: name, instanceId: name, host: HOST, port });
  }

  async function close(): Promise<void> {
    clearInterval(heart);
    await Promise.all([...ports.keys()].map((name) => registry.deregister(name)));
    await Promise.all([...servers.values()].map(stop));
  }

  try {
    for (const name of system.services.keys()) await open(name, portOf(name));
  } catch (error) {
    await close();
    throw error;
  }
  heart = setInterval(() => {
    for (const name of servers.keys()) void registry.heartbeat(name);
  }, HEARTBEAT_MS);
  heart.unref();
  return {
    system,
    registry,
    urls: new Map([...ports].map(([name, port]) => [name, `http://${HOST}:${port}`])),
    async crash(name) {
      const server = servers.get(name);
      if (server === undefined) return;
      servers.delete(name);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async restart(name) {
      if (!servers.has(name)) await open(name, ports.get(name)!);
    },
    close,
  };
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
