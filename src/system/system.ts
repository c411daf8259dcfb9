/**
 * Many contracts, and what the configuration says about them.
 */
import type { Contract } from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";
import type { Pact } from "../pact/pact.ts";
import type { BodyMapping } from "./edge.ts";

export interface System {
  /** By name, in the configuration's order. */
  services: ReadonlyMap<string, Service>;
  /** The catalogue of events that the services share. */
  events: Contract | undefined;
  gateways: ReadonlyMap<string, GatewayOptions>;
  configuredEdges: readonly ConfiguredEdge[];
  pacts: readonly Pact[];
}

export interface Service {
  name: string;
  contract: Contract | undefined;
  /** Without a contract on purpose: edges to it are listed, not judged. */
  external: boolean;
}

/** What a service does to every call it makes, and no contract says. */
export interface GatewayOptions {
  /** Names of headers it adds. */
  adds: readonly string[];
  /** Names of headers it passes on when its own caller sent them. */
  forwards: readonly string[];
  /** Template variable to the claim of the caller's identity that binds it. */
  identity: Readonly<Record<string, string>>;
}

export interface ConfiguredEdge {
  consumer: string;
  /** The consumer's operationId. */
  operation: string | undefined;
  provider: string;
  method: string;
  path: string;
  declaredAt: Location;
  /** What it sends; undefined where the configuration does not say. */
  mapping: BodyMapping | undefined;
}
