/**
 * The system's configuration as JSON, for copies of its contracts that are changed: the services keep
 * the contracts as they are, so pacts are compared with the copies, and nothing is run. (Their mocks
 * have no examples for most of the states that the pacts name.)
 */
import config from "../../concordat.config.ts";

export function configWithoutProviders(): string {
  const services = Object.entries(config.services).map(([name, { provider: _, ...service }]) => [
    name,
    service,
  ]);
  return JSON.stringify({ ...config, services: Object.fromEntries(services) });
}
