/**
 * The mock servers that run, by the names of their services.
 */
import type { Contract } from "../contract/contract.ts";
import { lintReferences } from "../contract/lint/references.ts";
import { listen, type MockServer } from "../mock/listen.ts";
import { createResponder, type Responder } from "../mock/responder.ts";
import type { MockLog, MockLogOptions } from "./mock-log.ts";
import type { WantedMock, WantedOptions } from "./wanted-mocks.ts";

export interface MockOptions extends WantedOptions, MockLogOptions {
  host: string;
  writeEnv?: string;
  dynamic?: boolean;
  validate: boolean;
  cors: boolean;
  watch?: boolean;
}

export interface RunningMock {
  wanted: WantedMock;
  contract: Contract;
  server: MockServer;
}

export interface RunningMocks {
  readonly byName: ReadonlyMap<string, RunningMock>;
  /** @throws {ConcordatError} `mock.port-taken`, `mock.address-unusable` */
  start(wanted: WantedMock, contract: Contract): Promise<MockServer>;
  /** Another contract from the next request on, at the same address. */
  replace(wanted: WantedMock, contract: Contract): void;
  stop(name: string): Promise<void>;
  stopAll(): Promise<void>;
}

export function createRunningMocks(options: MockOptions, log: MockLog): RunningMocks {
  const byName = new Map<string, RunningMock>();
  const responderOf = (contract: Contract): Responder => {
    const { seed, dynamic = false, validate } = options;
    return createResponder(contract, { seed, dynamic, validate });
  };
  const stop = async (name: string): Promise<void> => {
    const mock = byName.get(name);
    byName.delete(name);
    await mock?.server.close();
  };
  return {
    byName,
    async start(wanted, contract) {
      const { name, port } = wanted;
      const server = await listen(responderOf(contract), {
        port,
        host: options.host,
        cors: options.cors,
        inspected: name,
        onExchange: (exchange) => {
          log.exchange(name, byName.get(name)?.contract ?? contract, exchange);
        },
        onFailure: (error) => log.failure(name, error),
      });
      byName.set(name, { wanted, contract, server });
      return server;
    },
    replace(wanted, contract) {
      const { server } = byName.get(wanted.name)!;
      server.use(responderOf(contract));
      byName.set(wanted.name, { wanted, contract, server });
    },
    stop,
    async stopAll() {
      await Promise.all([...byName.keys()].map(stop));
    },
  };
}

/**
 * What leads nowhere is left out of a mock, so people are told before they wonder.
 *
 * @returns whether something is wrong
 */
export function reportFaults(name: string, contract: Contract, log: MockLog): boolean {
  const faults = lintReferences(contract);
  for (const fault of faults) log.fault(name, fault);
  return faults.length > 0;
}
