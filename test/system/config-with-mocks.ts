/**
 * The system's configuration as JSON, for copies of its contracts that are changed: the services keep
 * the contracts as they are, so that mocks of the copies stand in for them.
 */
import config from "../../concordat.config.ts";

export function configWithMocks(): string {
  const services = Object.entries(config.services).map(([name, service]) => [
    name,
    service.provider === undefined ? service : { ...service, provider: "mock" },
  ]);
  return JSON.stringify({ ...config, services: Object.fromEntries(services) });
}
