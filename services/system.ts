/**
 * The seven services, wired together in one process.
 */
import path from "node:path";
import { loadContract } from "concordat";
import { createGateway } from "./api-gateway/application.ts";
import type { GatewaySettings } from "./api-gateway/settings.ts";
import { createInventoryService } from "./inventory-service/application.ts";
import { createInventoryRepository } from "./inventory-service/repository.ts";
import { createNotificationService } from "./notification-service/application.ts";
import { createNotificationRepository } from "./notification-service/repository.ts";
import { createOrderService } from "./order-service/application.ts";
import { createOrderRepository } from "./order-service/repository.ts";
import { createPaymentService } from "./payment-service/application.ts";
import { createPaymentRepository } from "./payment-service/repository.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type Connect, connectInProcess, type Send } from "./platform/connect.ts";
import { createEventBus, type EventBus } from "./platform/event-bus.ts";
import { type Ids, randomIds } from "./platform/ids.ts";
import type { Service, Surroundings } from "./platform/service.ts";
import { createTokens, type Tokens } from "./platform/tokens.ts";
import { createProductService } from "./product-service/application.ts";
import { createProductRepository } from "./product-service/repository.ts";
import { createUserService } from "./user-service/application.ts";
import { createUserRepository } from "./user-service/repository.ts";

const GATEWAY_CONTRACT = path.join(import.meta.dirname, "../contracts/api-gateway.openapi.yaml");

export interface SystemOptions {
  /** Signs access tokens; at least 32 bytes. */
  secret: string;
  /** What services show each other. */
  apiKey: string;
  /** Default: this machine's. */
  clock?: Clock;
  /** Default: names that nobody can guess. */
  ids?: Ids;
  /** How the services reach each other; default within the process. */
  connect?: Connect;
  /** Stands between a caller and a service: to look at what is sent, or to fail. */
  intercept?: (service: string, send: Send) => Send;
  /** Stands around each service, whoever calls it: what is seen here did arrive. */
  around?: (service: Service) => Service;
  /** How many idempotency keys each service remembers; default 10,000. */
  idempotencyKeys?: number;
  /** Told of what went wrong inside; default nobody. */
  onFault?: (error: unknown, where: string) => void;
  /** What the gateway's contract leaves open. */
  gateway?: Partial<GatewaySettings>;
}

export interface System {
  /** By name, the gateway among them. */
  services: ReadonlyMap<string, Service>;
  bus: EventBus;
  tokens: Tokens;
  /** What the services keep; each can be set back to its seed. */
  repositories: ReturnType<typeof createRepositories>;
}

export async function createSystem({
  secret,
  apiKey,
  clock = systemClock,
  ids = randomIds,
  connect: given,
  intercept = (_service, send) => send,
  around = (service) => service,
  idempotencyKeys,
  onFault,
  gateway,
}: SystemOptions): Promise<System> {
  const services = new Map<string, Service>();
  const reach = given ?? connectInProcess(services);
  const bus = createEventBus({
    onFailure: (error, { eventType }) => onFault?.(error, `a subscriber of ${eventType}`),
  });
  const tokens = createTokens(secret, clock);
  const surroundings: Surroundings = {
    clock,
    ids,
    bus,
    tokens,
    apiKey,
    connect: (service) => intercept(service, reach(service)),
    onFault,
    ...(idempotencyKeys !== undefined && { idempotencyKeys }),
  };
  const repositories = createRepositories();
  const contract = await loadContract(GATEWAY_CONTRACT);
  for (const service of [
    createGateway({ ...surroundings, contract, settings: gateway }),
    createUserService(surroundings, repositories.user),
    createProductService(surroundings, repositories.product),
    createOrderService(surroundings, repositories.order),
    createPaymentService(surroundings, repositories.payment),
    createNotificationService(surroundings, repositories.notification),
    createInventoryService(surroundings, repositories.inventory),
  ]) {
    services.set(service.name, around(service));
  }
  return { services, bus, tokens, repositories };
}

function createRepositories() {
  return {
    user: createUserRepository(),
    product: createProductRepository(),
    order: createOrderRepository(),
    payment: createPaymentRepository(),
    notification: createNotificationRepository(),
    inventory: createInventoryRepository(),
  };
}
