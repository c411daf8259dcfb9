/**
 * The configuration's contracts, read, as the system that is verified and mocked.
 */
import path from "node:path";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { appendPointer } from "../source/pointer.ts";
import type { GatewayOptions, Service, System } from "../system/system.ts";
import { loadContract } from "./load.ts";
import type { LoadedConfig } from "./load-config.ts";

export interface SystemOptions {
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
  return {
    services: new Map(services),
    events,
    gateways: new Map(Object.entries(config.gateway ?? {}).map(gatewayEntry)),
    configuredEdges: (config.edges ?? []).map((edge, index) => ({
      ...edge,
      operation: edge.operation,
      declaredAt: loaded.locate(appendPointer("/edges", index)),
    })),
  };
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
