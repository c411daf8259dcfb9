/**
 * One service's operation that calls another's, and where that is declared.
 *
 * DESIGN: where edges come from.
 */
import type { Operation } from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";
import type { Place } from "../source/documents.ts";
import type { Target } from "./target.ts";

export type EdgeSource =
  | "x-gateway-backend"
  | "x-gateway-aggregate"
  | "x-gateway-saga"
  | "x-google-backend"
  | "x-amazon-apigateway-integration"
  | "callback"
  | "event"
  | "configuration"
  | "pact";

export interface Edge {
  consumer: string;
  /** Undefined for events and for configured edges that name none. */
  consumerOperation: Operation | undefined;
  provider: string;
  /** `EVENT` for events. */
  method: string;
  /** As declared, its query included; an event's channel address. */
  path: string;
  source: EdgeSource;
  declaredAt: Location;
  /** Parsed `path`; undefined for events. */
  target: Target | undefined;
  /** x-gateway-aggregate: the field of the consumer's response that the answer fills. */
  field?: Place;
  /** x-gateway-saga: which step this is, and whether it undoes it. */
  saga?: { step: string; index: number; compensates: boolean };
  /** x-amazon-apigateway-integration: the gateway makes its own of request and answer. */
  isTransformed?: boolean;
  /** x-amazon-apigateway-integration: what it maps to the backend's parameters. */
  mapped?: readonly MappedParameter[];
  /** callback: the operation that the consumer declares to call. */
  callback?: Operation;
}

/** A parameter of the provider's request, and whether something of the caller's fills it. */
export interface MappedParameter {
  name: string;
  in: "path" | "query" | "header";
}
