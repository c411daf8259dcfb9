/**
 * The configuration's contracts, read, as the system that is verified and mocked.
 */
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { appendPointer } from "../source/pointer.ts";
import type { BodyMapping } from "../system/edge.ts";
import type { GatewayOptions, Service, System } from "../system/system.ts";
import { loadContract } from "./load.ts";
import type { LoadedConfig } from "./load-config.ts";
import type { LoadedPact } from "./load-pacts.ts";

export interface SystemOptions {
  /** Default: none. */
  pacts?: readonly LoadedPact[];
  /** `$ref`s that leave this folder are refused. Default: the configuration's folder. */
  root?: string;
  cwd: string;
}

/**
 * @throws {ConcordatError} where a contract cannot be read, or an edge names no service
 */
export async function loadSystem(loaded: LoadedConfig, options: SystemOptions): Promise<System> {
  const { config, folder } = loaded;
  const root = options.root ?? folder;
  const load = (file: string): Promise<Contract> =>
    loadContract(path.resolve(folder, file), { root, cwd: options.cwd });
  const services = await Promise.all(
    Object.entries(config.services).map(async ([name, service]): Promise<[string, Service]> => {
      const contract = service.contract === undefined ? undefined : await load(service.contract);
      if (contract?.format === "asyncapi") throw wrongFormat(loaded, name, "OpenAPI");
      return [name, { name, contract, external: service.external === true }];
    }),
  );
  const events = config.events === undefined ? undefined : await load(config.events);
  if (events?.format === "openapi") throw wrongFormat(loaded, undefined, "AsyncAPI");
  const byName = new Map(services);
  checkEdges(loaded, byName);
  return {
    services: byName,
    events,
    gateways: new Map(Object.entries(config.gateway ?? {}).map(gatewayEntry)),
    pacts: (options.pacts ?? []).flatMap(({ reading }) => reading.pact ?? []),
    configuredEdges: (config.edges ?? []).map((edge, index) => {
      const pointer = appendPointer("/edges", index);
      const mapping: BodyMapping = {
        template: edge.body,
        locate: (inner) => loaded.locate(`${pointer}/body${inner}`),
      };
      return {
        consumer: edge.consumer,
        operation: edge.operation,
        provider: edge.provider,
        method: edge.method,
        path: edge.path,
        declaredAt: loaded.locate(pointer),
        mapping: edge.body === undefined ? undefined : mapping,
      };
    }),
  };
}

// A misspelt name would leave an edge unjudged.
function checkEdges(loaded: LoadedConfig, services: ReadonlyMap<string, Service>): void {
  for (const [index, { consumer, operation }] of (loaded.config.edges ?? []).entries()) {
    const service = services.get(consumer);
    const pointer = appendPointer(
      "/edges",
      index,
      service === undefined ? "consumer" : "operation",
    );
    const { file, line, column } = loaded.locate(pointer);
    const at = `${file}:${line}:${column}`;
    if (service === undefined) {
      const choice = [...services.keys()].join(", ");
      throw new ConcordatError("config.invalid", `${at}: there is no service ${consumer}`, {
        mend: `Choose ${choice}.`,
      });
    }
    const ids = (service.contract?.operations ?? []).flatMap(({ id }) => id ?? []);
    if (operation === undefined || ids.includes(operation)) continue;
    throw new ConcordatError("config.invalid", `${at}: ${consumer} has no operation ${operation}`, {
      mend: `Choose ${ids.join(", ") || "one with an operationId"}.`,
    });
  }
}

function gatewayEntry([name, gateway]: [string, Partial<GatewayOptions> | undefined]): [
  string,
  GatewayOptions,
] {
  const { adds = [], forwards = [], identity = {} } = gateway ?? {};
  return [name, { adds, forwards, identity }];
}

function wrongFormat(
  loaded: LoadedConfig,
  service: string | undefined,
  wanted: string,
): ConcordatError {
  const pointer = service === undefined ? "/events" : appendPointer("/services", service);
  const { file, line, column } = loaded.locate(pointer);
  const subject = service === undefined ? "`events`" : `the contract of ${service}`;
  return new ConcordatError(
    "config.invalid",
    `${file}:${line}:${column}: ${subject} is no ${wanted} document`,
    { mend: `Name an ${wanted} document there.` },
  );
}
