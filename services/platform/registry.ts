/**
 * Who listens where: the seed's service discovery (contracts/shared/discovery.yaml).
 * In this process by default; an adapter for Consul or another registry fills the same interface.
 */
import type { Clock } from "./clock.ts";

export type ServiceStatus = "UP" | "DOWN" | "STARTING" | "OUT_OF_SERVICE" | "UNKNOWN";

export interface ServiceInstance {
  /** The service's name, such as `user-service`. */
  serviceId: string;
  instanceId: string;
  host: string;
  port: number;
  secure: boolean;
  metadata: Record<string, string>;
  healthCheckUrl: string;
  status: ServiceStatus;
  registeredAt: string;
  lastHeartbeat: string;
}

/** What an instance says of itself. */
export type Registration = Pick<ServiceInstance, "serviceId" | "instanceId" | "host" | "port"> & {
  secure?: boolean;
  metadata?: Record<string, string>;
};

export interface Registry {
  register(registration: Registration): Promise<ServiceInstance>;
  /** Says that the instance is still there. False where it is not known, and has to register. */
  heartbeat(instanceId: string): Promise<boolean>;
  /** Takes the instance away, when it stops. */
  deregister(instanceId: string): Promise<void>;
  /** The instances that are up, those that were heard of last first. */
  find(serviceId: string): Promise<ServiceInstance[]>;
  /** Every instance that is registered, whatever its status. */
  all(): Promise<ServiceInstance[]>;
}

/**
 * An instance that has not been heard of for `timeToLiveMs` is down; after three times as long it is
 * forgotten.
 *
 * @param options.timeToLiveMs default 30,000
 */
export function createRegistry(
  clock: Clock,
  { timeToLiveMs = 30_000 }: { timeToLiveMs?: number } = {},
): Registry {
  const instances = new Map<string, ServiceInstance>();

  function expire(): void {
    const now = clock.now().getTime();
    for (const [instanceId, instance] of instances) {
      const silentMs = now - Date.parse(instance.lastHeartbeat);
      if (silentMs > 3 * timeToLiveMs) instances.delete(instanceId);
      else if (silentMs > timeToLiveMs) instance.status = "DOWN";
    }
  }

  return {
    async register({ secure = false, metadata = {}, ...registration }) {
      const now = clock.now().toISOString();
      const { instanceId, host, port } = registration;
      const instance: ServiceInstance = {
        ...registration,
        secure,
        metadata,
        healthCheckUrl: `${secure ? "https" : "http"}://${host}:${port}/health`,
        status: "UP",
        registeredAt: now,
        lastHeartbeat: now,
      };
      instances.set(instanceId, instance);
      return { ...instance };
    },
    async heartbeat(instanceId) {
      expire();
      const instance = instances.get(instanceId);
      if (instance === undefined) return false;
      instance.lastHeartbeat = clock.now().toISOString();
      instance.status = "UP";
      return true;
    },
    async deregister(instanceId) {
      instances.delete(instanceId);
    },
    async find(serviceId) {
      expire();
      return [...instances.values()]
        .filter((instance) => instance.serviceId === serviceId && instance.status === "UP")
        .sort((a, b) => b.lastHeartbeat.localeCompare(a.lastHeartbeat))
        .map((instance) => ({ ...instance }));
    },
    async all() {
      expire();
      return [...instances.values()].map((instance) => ({ ...instance }));
    },
  };
}
