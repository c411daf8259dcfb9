/**
 * How a service reaches another: in the same process, or where the registry says that it listens.
 */
import { Refusal } from "./refusal.ts";
import type { Registry } from "./registry.ts";
import type { Service } from "./service.ts";

/** Sends one request and waits for the answer; rejects where there is none. */
export type Send = (request: Request) => Promise<Response>;

/** @param service its name, such as `product-service` */
export type Connect = (service: string) => Send;

/**
 * The URL of a service's path for a request that a `Send` takes: its host is the service's name,
 * and is replaced by where the service listens.
 */
export function serviceUrl(service: string, path: string): string {
  return `http://${service}${path}`;
}

/** Calls the service's `fetch`. Looked up at each request, so that services may know each other. */
export function connectInProcess(services: ReadonlyMap<string, Service>): Connect {
  return (name) => async (request) => {
    const service = services.get(name);
    if (service === undefined) throw unreachable(name);
    return await service.fetch(request);
  };
}

/**
 * Calls an instance that the registry knows to be up.
 *
 * @param options.timeoutMs how long an answer may take; default 10,000
 * @param options.send takes a request whose URL is where the instance listens; default `fetch`
 */
export function connectByRegistry(
  registry: Registry,
  { timeoutMs = 10_000, send = fetch }: { timeoutMs?: number; send?: Send } = {},
): Connect {
  return (name) => async (request) => {
    const instance = (await registry.find(name))[0];
    if (instance === undefined) throw unreachable(name);
    const { pathname, search } = new URL(request.url);
    const scheme = instance.secure ? "https" : "http";
    const url = `${scheme}://${instance.host}:${instance.port}${pathname}${search}`;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    return await send(new Request(new Request(url, request), { signal }));
  };
}

function unreachable(name: string): Refusal {
  return new Refusal(503, "SERVICE_UNREACHABLE", `No instance of ${name} is up`, { service: name });
}
