/** A shop of seven services in the middle of its work: some pacts hold, one broke, some are new. */
import { emptyBroker, type FilledBroker, simpleInteraction } from "./filled-broker.ts";

export async function shopBroker(): Promise<FilledBroker> {
  const shop = await emptyBroker();
  for (const [name, production] of [
    ["staging", false],
    ["production", true],
  ] as const) {
    await shop.send("POST", ["environments"], { name, displayName: name, production });
  }
  await shop.send("PUT", ["pacticipants", "search-service", "versions", "0.1.0"], {});
  for (const [consumer, provider, outcome] of PAIRS) {
    const interactions = [
      simpleInteraction(`a request for what ${consumer} needs`, `/${provider}/items/17`),
      simpleInteraction("a request for something that is not there", `/${provider}/items/0`),
    ];
    const pact = { consumer, provider, interactions };
    await shop.publish({ ...pact, version: "1.4.0", branch: "main", tags: ["release"] });
    if (outcome === "unverified") continue;
    await shop.verify({
      consumer,
      provider,
      consumerVersion: "1.4.0",
      version: "2.0.3",
      branch: "main",
      success: outcome === "verified",
    });
  }
  await fillOrders(shop);
  for (const service of ["order-service", "product-service", "payment-service"]) {
    const version = service === "order-service" ? "1.4.0" : "2.0.3";
    await shop.deploy(service, version, "staging");
    await shop.deploy(service, version, "production");
  }
  return shop;
}

type Outcome = "verified" | "failed" | "unverified";

const PAIRS: readonly (readonly [consumer: string, provider: string, outcome: Outcome])[] = [
  ["api-gateway", "order-service", "verified"],
  ["api-gateway", "product-service", "verified"],
  ["api-gateway", "user-service", "verified"],
  ["api-gateway", "payment-service", "failed"],
  ["api-gateway", "inventory-service", "verified"],
  ["api-gateway", "notification-service", "unverified"],
  ["order-service", "payment-service", "verified"],
  ["order-service", "inventory-service", "verified"],
  ["notification-service", "user-service", "verified"],
  ["notification-service", "order-service", "unverified"],
  ["user-service", "notification-service", "verified"],
];

/** The pact between orders and products, in several versions, with everything that a pact has. */
async function fillOrders(shop: FilledBroker): Promise<void> {
  const pair = { consumer: "order-service", provider: "product-service" };
  const first = PRODUCT_INTERACTIONS.slice(0, 1);
  await shop.publish({ ...pair, version: "1.4.0", branch: "main", interactions: first });
  const build = "https://ci.example.com/product-service/builds/2.0.3";
  const result = { ...pair, consumerVersion: "1.4.0", branch: "main" };
  await shop.verify({ ...result, version: "2.0.3", success: true, buildUrl: build });
  for (let minor = 5; minor < 40; minor += 1) {
    const branch = minor % 4 === 0 ? "main" : `feature/basket-${minor}`;
    const interactions = minor < 20 ? first : PRODUCT_INTERACTIONS;
    await shop.publish({ ...pair, version: `1.${minor}.0`, branch, interactions });
  }
  const latest = { ...pair, consumerVersion: "1.39.0" };
  await shop.verify({ ...latest, version: "2.0.3", branch: "main", success: true });
  await shop.verify({
    ...latest,
    version: "2.1.0-rc.1",
    branch: "feature/prices-in-cents",
    success: false,
    buildUrl: "https://ci.example.com/product-service/builds/2.1.0-rc.1",
    mismatches: {
      "a request for a product that is on sale": [
        {
          attribute: "body",
          identifier: "$.price.amount",
          description: "Expected '19.90' (String) to be a decimal number",
        },
        { attribute: "header", identifier: "Cache-Control", description: "Expected a header" },
      ],
      "a request for products by name": [
        { attribute: "status", description: "expected 200 but was 500" },
      ],
    },
  });
}

const regex = (pattern: string) => ({
  combine: "AND",
  matchers: [{ match: "regex", regex: pattern }],
});
const like = (match: string, more = {}) => ({ combine: "AND", matchers: [{ match, ...more }] });

export const PRODUCT_INTERACTIONS: readonly object[] = [
  {
    type: "Synchronous/HTTP",
    description: "a request for a product that is on sale",
    providerStates: [
      { name: "product p-17 exists", params: { id: "p-17", stock: 3 } },
      { name: "a sale is on" },
    ],
    request: {
      method: "GET",
      path: "/products/p-17",
      query: { currency: ["EUR"], include: ["price", "stock"] },
      headers: { Accept: ["application/json"], Authorization: ["Bearer abc.def.ghi"] },
      matchingRules: {
        path: regex("^/products/p-\\d+$"),
        query: { currency: regex("^[A-Z]{3}$") },
        header: { Authorization: regex("^Bearer .+$") },
      },
    },
    response: {
      status: 200,
      headers: { "Content-Type": ["application/json"], "Cache-Control": ["max-age=60"] },
      body: {
        contentType: "application/json",
        encoded: false,
        content: {
          id: "p-17",
          name: "A kettle that sings",
          price: { amount: 19.9, currency: "EUR" },
          tags: ["kitchen", "steel"],
          variants: [{ sku: "p-17-red", stock: 3, since: "2026-10-01" }],
          discontinued: null,
        },
      },
      matchingRules: {
        status: like("statusCode", { status: "success" }),
        header: { "Cache-Control": regex("max-age=\\d+") },
        body: {
          "$.id": regex("^p-\\d+$"),
          "$.name": like("type"),
          "$.price.amount": like("decimal"),
          "$.price.currency": {
            combine: "OR",
            matchers: [{ match: "equality" }, { match: "null" }],
          },
          "$.tags": like("type", { min: 1 }),
          "$.variants": like("type", { min: 1, max: 20 }),
          "$.variants[*].stock": like("integer"),
          "$.variants[*].since": like("date", { format: "yyyy-MM-dd" }),
          "$.reviews[*].stars": like("integer"),
        },
      },
    },
  },
  {
    type: "Synchronous/HTTP",
    description: "a request for products by name",
    providerStates: [{ name: "some products are kettles" }],
    request: {
      method: "POST",
      path: "/products/search",
      headers: { "Content-Type": ["application/json"] },
      body: {
        contentType: "application/json",
        encoded: false,
        content: { name: "kettle", limit: 10 },
      },
      matchingRules: { body: { "$.limit": like("integer") } },
    },
    response: {
      status: 200,
      body: { contentType: "text/plain", encoded: false, content: "2 found" },
    },
  },
  {
    type: "Asynchronous/Messages",
    description: "an event that a product is sold out",
    pending: true,
    providerStates: [{ name: "product p-17 is sold out" }],
    metadata: { contentType: "application/json", topic: "products.sold-out" },
    contents: {
      contentType: "application/json",
      encoded: false,
      content: { productId: "p-17", at: "2026-11-02T09:00:00Z" },
    },
    matchingRules: {
      body: { "$.at": like("timestamp", { format: "yyyy-MM-dd'T'HH:mm:ssX" }) },
      metadata: { topic: regex("^products\\..+$") },
    },
  },
  {
    type: "Synchronous/Messages",
    description: "a question after the price of a product",
    request: {
      contents: { contentType: "application/json", encoded: false, content: { productId: "p-17" } },
    },
    response: [
      { contents: { contentType: "application/json", encoded: false, content: { cents: 1990 } } },
    ],
  },
];

/** A network of `count` services in five layers, each of which expects something of those below. */
export async function wideBroker(count: number): Promise<FilledBroker> {
  const wide = await emptyBroker();
  const layer = Math.ceil(count / LAYERS.length);
  const name = (at: number) =>
    `${NOUNS[(at * 5) % NOUNS.length]}-${LAYERS[Math.floor(at / layer)]}${at % layer < NOUNS.length ? "" : `-${at}`}`;
  for (let at = 0; at < count; at += 1) {
    // Names that resemble each other are refused, but of services that were made on purpose.
    await wide.send("POST", ["pacticipants"], { name: name(at) });
  }
  for (let at = 0; at < count - layer; at += 1) {
    const below = layer * (Math.floor(at / layer) + 1);
    const providers = new Set([at + layer, below + ((at * 7) % layer)]);
    for (const other of providers) {
      if (other >= count) continue;
      const pair = { consumer: name(at), provider: name(other) };
      const interactions = [simpleInteraction("a request", `/${at}/${other}`)];
      await wide.publish({ ...pair, version: `1.0.${at}`, branch: "main", interactions });
      if ((at + other) % 5 === 0) continue;
      await wide.verify({
        ...pair,
        consumerVersion: `1.0.${at}`,
        version: `2.${other}.0`,
        branch: "main",
        success: (at * other) % 7 !== 0,
      });
    }
  }
  return wide;
}

const NOUNS = [
  "account",
  "basket",
  "catalogue",
  "delivery",
  "event",
  "fraud",
  "gift",
  "inventory",
  "label",
  "mail",
  "order",
  "payment",
];
const LAYERS = ["gateway", "service", "worker", "store", "feed"];

/** What a name must not be, and is. */
export const HOSTILE_NAME = `<script>alert("1")</script>&'"> <img src=x onerror=alert(2)>`;

/** A broker whose clients wrote markup wherever they could. */
export async function hostileBroker(): Promise<FilledBroker> {
  const hostile = await emptyBroker();
  const pair = { consumer: `${HOSTILE_NAME} c`, provider: `${HOSTILE_NAME} p` };
  const description = `${HOSTILE_NAME} description`;
  const interactions = [
    {
      type: "Synchronous/HTTP",
      description,
      providerStates: [{ name: HOSTILE_NAME, params: { [HOSTILE_NAME]: HOSTILE_NAME } }],
      request: {
        method: HOSTILE_NAME,
        path: `/${HOSTILE_NAME}`,
        query: { [HOSTILE_NAME]: [HOSTILE_NAME] },
        headers: { [HOSTILE_NAME]: [HOSTILE_NAME], "Content-Type": [`text/html${HOSTILE_NAME}`] },
        body: { contentType: "text/html", encoded: false, content: HOSTILE_NAME },
        matchingRules: { header: { [HOSTILE_NAME]: like("regex", { regex: HOSTILE_NAME }) } },
      },
      response: {
        status: 200,
        body: {
          contentType: "application/json",
          encoded: false,
          content: { [HOSTILE_NAME]: HOSTILE_NAME },
        },
        matchingRules: {
          body: {
            "$.*": like("include", { value: HOSTILE_NAME }),
            [HOSTILE_NAME]: like(HOSTILE_NAME),
          },
        },
      },
    },
    { type: HOSTILE_NAME, description: `${HOSTILE_NAME} unread` },
  ];
  const branch = `${HOSTILE_NAME} branch`;
  const version = `${HOSTILE_NAME} 1`;
  await hostile.publish({ ...pair, version, branch, tags: [HOSTILE_NAME], interactions });
  await hostile.verify({
    ...pair,
    consumerVersion: version,
    version: `${HOSTILE_NAME} 2`,
    branch,
    success: false,
    mismatches: {
      [description]: [
        { attribute: HOSTILE_NAME, identifier: HOSTILE_NAME, description: HOSTILE_NAME },
      ],
    },
  });
  await hostile.send("PUT", ["pacticipants", pair.consumer, "versions", version], {
    buildUrl: `javascript:alert("${HOSTILE_NAME}")`,
  });
  await hostile.send("PATCH", ["pacticipants", pair.consumer], {
    displayName: HOSTILE_NAME,
    repositoryUrl: `javascript:alert("${HOSTILE_NAME}")`,
    mainBranch: HOSTILE_NAME.replaceAll(" ", ""),
  });
  return hostile;
}
