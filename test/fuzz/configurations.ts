/**
 * Configurations that were good: loaded, with the contracts and pacts that they name.
 */
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConcordatError } from "../../src/findings/concordat-error.ts";
import { loadConfig } from "../../src/load/load-config.ts";
import { loadPacts } from "../../src/load/load-pacts.ts";
import { loadSystem } from "../../src/load/load-system.ts";
import { graphOf } from "../../src/system/graph.ts";
import { verifyDocuments } from "../../src/system/verify-documents.ts";
import { expectFindings } from "./documents.ts";
import { law, underLaws } from "./laws.ts";
import { mutants, type Original, showMutant, textOf } from "./mutant.ts";
import { sessionOf, type Target } from "./target.ts";

export const configurations: Target = {
  name: "configurations",
  casesInCi: 100,
  async start() {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "concordat-fuzz-")));
    await writeFile(path.join(folder, "shop.openapi.yaml"), SHOP);
    await writeFile(path.join(folder, "stock.openapi.yaml"), STOCK);
    await writeFile(path.join(folder, "events.asyncapi.yaml"), EVENTS);
    return sessionOf({
      cases: mutants(ORIGINALS, KEYS),
      check: async (mutant) => {
        const file = path.join(folder, mutant.file);
        const text = textOf(ORIGINALS, mutant);
        await writeFile(file, text);
        await underLaws(() => exerciseConfiguration(file, folder), text.length);
      },
      show: (mutant) => showMutant(ORIGINALS, mutant),
      close: () => rm(folder, { recursive: true }),
    });
  },
};

const KEYS: readonly string[] =
  `services shop stock pay contract port provider external events gateway adds forwards identity
  edges consumer operation method path pacts ignore fingerprint reason until url x`.split(/\s+/);

const VALUE = {
  services: {
    shop: { contract: "shop.openapi.yaml", port: 4000, provider: "mock" },
    stock: { contract: "stock.openapi.yaml", provider: { url: "http://127.0.0.1:1" } },
    pay: { external: true },
  },
  events: "events.asyncapi.yaml",
  gateway: { shop: { adds: ["X-Id"], forwards: ["X-Trace"], identity: { user: "sub" } } },
  edges: [
    {
      consumer: "shop",
      operation: "getShop",
      provider: "stock",
      method: "GET",
      path: "/items/{id}",
    },
    { consumer: "shop", provider: "pay", method: "POST", path: "/payments?now=true" },
  ],
  pacts: ".",
  ignore: [{ fingerprint: "0123456789abcdef", reason: "known", until: "2027-01-31" }],
};

const YAML = `services:
  shop: { contract: shop.openapi.yaml, port: 4000 }
  stock:
    contract: stock.openapi.yaml
edges:
  - consumer: shop
    provider: stock
    method: GET
    path: /items/{id}
`;

const ORIGINALS: readonly Original[] = [
  { file: "concordat.config.yaml", text: YAML, value: VALUE },
  { file: "concordat.config.json", text: JSON.stringify(VALUE, undefined, 1), value: VALUE },
];

const SHOP = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /shop/{id}:
    get:
      operationId: getShop
      x-gateway-backend: { service: stock, path: "/items/{id}" }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: ok } }
`;

const STOCK = `openapi: 3.1.0
info: { title: Stock, version: "1" }
paths:
  /items/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: ok } }
`;

const EVENTS = `asyncapi: 3.0.0
info: { title: Events, version: "1" }
channels: { sold: { address: sold, messages: { sold: { payload: { type: object } } } } }
operations: { sell: { action: send, channel: { $ref: "#/channels/sold" }, x-service: shop } }
`;

async function exerciseConfiguration(file: string, cwd: string): Promise<void> {
  try {
    const loaded = await loadConfig(file, cwd);
    const { line, column } = loaded.locate("/services");
    law(line >= 1 && column >= 1, "a place is in the file");
    const pacts = await loadPacts(loaded, cwd);
    const system = await loadSystem(loaded, { cwd, pacts });
    const { edges, findings } = verifyDocuments(system);
    expectFindings([...findings, ...edges.flatMap((edge) => [...edge.findings])]);
    JSON.stringify(graphOf(system));
  } catch (error) {
    if (!(error instanceof ConcordatError)) throw error;
    law(error.message !== "", "an error says what is wrong", error.code);
  }
}
