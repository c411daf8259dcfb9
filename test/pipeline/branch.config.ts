/**
 * The system on a branch of product-service, for `npm run pipeline`: `CONCORDAT_PIPELINE_CHANGE`
 * says how far the branch has come.
 */
import type { Config } from "concordat";
import main from "../../concordat.config.ts";
import { changedProducts } from "./changed-products.ts";

// Paths are taken from where a configuration stands.
const fromHere = (file: string): string => `../../${file}`;

const services = Object.fromEntries(
  Object.entries(main.services).map(([name, service]) => [
    name,
    service.contract === undefined ? service : { ...service, contract: fromHere(service.contract) },
  ]),
);
const product = services["product-service"]!;
const provider = product.provider as { fetch(request: Request): Promise<Response> };

const config: Config = {
  ...main,
  events: fromHere(main.events!),
  services: {
    ...services,
    "product-service": {
      ...product,
      provider: {
        ...provider,
        fetch: async (request: Request) => changedProducts(await provider.fetch(request)),
      },
    },
  },
};

export default config;
