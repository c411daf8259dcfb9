/** The pages as they are served: what they show, what they let nobody do, and where they lead. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Broker, createBroker } from "../../src/broker/broker.ts";
import { emptyBroker, type FilledBroker, simpleInteraction } from "../browser/filled-broker.ts";
import { HOSTILE_NAME, hostileBroker, shopBroker } from "../browser/shop.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async function look(broker: Broker, path: string, accept = BROWSER) {
  const answer = await broker.fetch(
    new Request(new URL(path, "http://broker.test"), { headers: { accept } }),
  );
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What people read, without tags. */
function words(text: string): string {
  return text
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<\/?(?:li|ul|t[dhr]|p|div|d[dtl]|h\d|summary|pre|caption)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ");
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/<(?:a|form)\b[^>]*? (?:href|action)="([^"]*)"/g)].map(([, href]) =>
    href!.replaceAll("&amp;", "&"),
  );
}

const PACT = "/pacts/provider/product-service/consumer/order-service/version/1.39.0";
const PAIR = "q[][pacticipant]=order-service&q[][pacticipant]=product-service";

let shop: FilledBroker;
beforeAll(async () => {
  shop = await shopBroker();
});

describe("one address serves programs and people", () => {
  test.each(["/", PACT, "/pacticipants/order-service", `/matrix?${PAIR}`])("%s", async (path) => {
    const page = await look(shop.broker, path);
    const resource = await look(shop.broker, path, "application/hal+json, application/json");
    const anything = await look(shop.broker, path, "*/*");
    const nothing = await look(shop.broker, path, "image/png");
    expect([page, resource, anything, nothing].map(({ status }) => status)).toEqual([
      200, 200, 200, 406,
    ]);
    expect(page.headers.get("content-type")).toBe("text/html;charset=utf-8");
    expect(JSON.parse(resource.text)).toEqual(JSON.parse(anything.text));
    for (const { headers } of [page, resource, anything, nothing]) {
      expect(headers.get("vary")).toBe("accept");
    }
  });

  test("a resource without a page varies by nothing", async () => {
    const { headers } = await look(shop.broker, "/environments", "*/*");
    expect(headers.get("vary")).toBe(null);
  });
});

test.each([
  "/pacticipants/nobody",
  "/pacts/provider/nobody/consumer/order-service/latest",
  "/pacts/provider/product-service/consumer/order-service/version/0",
  "/pacts/provider/product-service/consumer/order-service/pact-version/0",
])("%s is a page that says so", async (path) => {
  const { status, text } = await look(shop.broker, path);
  expect(status).toBe(404);
  expect(words(text)).toContain("Not found");
});

test("nothing on a page may run, or be loaded, but its style sheet", async () => {
  for (const path of [
    "/",
    PACT,
    "/pacticipants/order-service",
    `/matrix?${PAIR}`,
    "/pacticipants/x",
  ]) {
    const { headers, text } = await look(shop.broker, path);
    const policy = headers.get("content-security-policy")!.split("; ");
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
    const hash = createHash("sha256").update(style!).digest("base64");
    expect(policy).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "img-src data:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(text).not.toMatch(
      /<script|<iframe|<img|<link rel="stylesheet"| style="| on[a-z]+="| src="/,
    );
  }
});

test("every link of the pages leads to a page", async () => {
  const seen = new Set<string>();
  const next = ["/"];
  while (next.length > 0) {
    const path = next.pop()!;
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, text } = await look(shop.broker, path);
    expect([path, status]).toEqual([path, 200]);
    const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    for (const link of linksOf(text)) {
      if (link.startsWith("#"))
        expect([path, link, ids.has(link.slice(1))]).toEqual([path, link, true]);
      const to = new URL(link, `http://broker.test${path}`);
      if (to.host === "broker.test") next.push(`${to.pathname}${to.search}`);
    }
  }
  // Eight services, one of which has two pages more; and the versions of the pair that has many.
  expect([...seen].filter((path) => path.startsWith("/pacticipants/")).length).toBe(10);
  expect(
    [...seen].filter((path) => path.includes("/consumer/order-service/version/")).length,
  ).toBeGreaterThan(30);
}, 60_000);

test("links stay below the context path, whatever the host", async () => {
  const broker = await createBroker({ baseUrl: "https://pacts.example.com/broker" });
  const pact = { consumer: { name: "a" }, provider: { name: "b" }, interactions: [] };
  const url = "http://broker.test/pacts/provider/b/consumer/a/version/1";
  await broker.fetch(new Request(url, { method: "PUT", body: JSON.stringify(pact) }));
  const { text } = await look(broker, "/");
  const links = linksOf(text).filter((link) => !link.startsWith("#"));
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !link.startsWith("/broker/"))).toEqual([]);
});

test("an empty broker tells where to publish", async () => {
  const { broker } = await emptyBroker();
  const { text } = await look(broker, "/");
  expect(words(text)).toContain("concordat publish pacts \\ --broker-base-url http://broker.test");
  expect(words((await look(broker, "/matrix")).text)).toContain("There are no services yet");
});

describe("a pact", () => {
  test("is readable, with its rules beside the fields", async () => {
    const text = words((await look(shop.broker, PACT)).text);
    for (const each of [
      "product p-17 exists {&quot;id&quot;:&quot;p-17&quot;,&quot;stock&quot;:3}",
      "GET /products/p-17 matches ^/products/p-\\d+$",
      "?currency=EUR matches ^[A-Z]{3}$",
      "Authorization: Bearer abc.def.ghi matches ^Bearer .+$",
      "200 any 2xx",
      "&quot;amount&quot;: 19.9, a decimal number",
      "&quot;currency&quot;: &quot;EUR&quot; exactly this or null",
      "&quot;tags&quot;: [ same type, at least 1 item",
      "Further rules $.reviews[*].stars an integer",
      "topic: products.sold-out matches ^products\\..+$",
      "2 found",
    ]) {
      expect(text).toContain(each);
    }
  });

  test("tells what failed with which provider version", async () => {
    const { text } = await look(shop.broker, PACT);
    expect(words(text)).toContain(
      "What failed with 2.1.0-rc.1 a request for a product that is on sale body $.price.amount: Expected &#39;19.90&#39; (String) to be a decimal number",
    );
    expect(text).toContain('<a href="#interaction-1">a request for a product that is on sale</a>');
    const rows = text.match(/<tr><th scope="row">.*?<\/tr>/g)!.map(words);
    expect(rows[0]).toMatch(
      /^ 2\.1\.0-rc\.1 feature\/prices-in-cents Failed 6 Nov 2026, .* Pact-Rust 1\.4\.8 Build $/,
    );
    expect(rows[1]).toMatch(/^ 2\.0\.3 main Verified 5 Nov 2026, /);
  });

  test("is one, by version, as the latest and by its content", async () => {
    const [, sha] = /<code title="([0-9a-f]{40})">/.exec((await look(shop.broker, PACT)).text)!;
    const pages = [
      PACT,
      PACT.replace("/version/1.39.0", "/latest"),
      PACT.replace("/version/1.39.0", `/pact-version/${sha}`),
    ];
    const texts = await Promise.all(
      pages.map(async (path) => (await look(shop.broker, path)).text),
    );
    expect(new Set(texts).size).toBe(1);
    const tagged = await look(
      shop.broker,
      "/pacts/provider/order-service/consumer/api-gateway/latest/release",
    );
    expect(words(tagged.text)).toContain("Version 1.4.0");
  });

  const put = async (broker: Broker, text: string) => {
    const url = "http://broker.test/pacts/provider/b/consumer/a/version/1";
    const { status } = await broker.fetch(new Request(url, { method: "PUT", body: text }));
    expect(status).toBe(201);
    return look(broker, "/pacts/provider/b/consumer/a/version/1");
  };

  test("that cannot be read is shown as it was published", async () => {
    const { broker } = await emptyBroker();
    const published = `{"consumer":{"name":"a"},  "provider":{"name":"b"}, "interactions":"<none>"}`;
    const { status, text } = await put(broker, published);
    expect(status).toBe(200);
    expect(words(text)).toContain("concordat cannot read this pact");
    expect(text).toContain("&quot;interactions&quot;:&quot;&lt;none&gt;&quot;}");
  });

  test("that is very large is shown in part", async () => {
    const { broker } = await emptyBroker();
    const { text } = await put(
      broker,
      `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[],"much":"${"x".repeat(5_000_000)}"}`,
    );
    expect(words(text)).toContain("This pact is too large to be shown here");
    expect(text.length).toBeLessThan(300_000);
  });

  test("keeps its numbers as they are written", async () => {
    const { broker } = await emptyBroker();
    const { text } = await put(
      broker,
      `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"description":"d",
        "request":{"method":"GET","path":"/"},"response":{"status":200,"body":{"n":1.0,"of":[{"m":2e0}]}}}],
        "metadata":{"pactSpecification":{"version":"2.0.0"}}}`,
    );
    expect(words(text)).toContain("&quot;n&quot;: 1.0, &quot;of&quot;: [ { &quot;m&quot;: 2e0 }");
  });

  test("of many interactions has pages, and what failed is found on them", async () => {
    const filled = await emptyBroker();
    const interactions = Array.from({ length: 120 }, (_, at) =>
      simpleInteraction(`number ${at + 1}`, `/${at}`),
    );
    await filled.publish({ consumer: "a", provider: "b", version: "1", interactions });
    await filled.verify({
      consumer: "a",
      provider: "b",
      consumerVersion: "1",
      version: "2",
      success: false,
      mismatches: {
        "number 3": [{ description: "early" }],
        "number 77": [{ description: "late" }],
      },
    });
    const first = await look(filled.broker, "/pacts/provider/b/consumer/a/latest");
    expect(first.text.match(/<details class="interaction"/g)!.length).toBe(50);
    // Of many, those that failed are open.
    expect(first.text.match(/<details class="interaction"[^>]* open>/g)!.length).toBe(1);
    expect(first.text).toContain('<a href="#interaction-3">number 3</a>');
    expect(first.text).toContain('<a href="?page=2#interaction-77">number 77</a>');
    const last = await look(filled.broker, "/pacts/provider/b/consumer/a/latest?page=3");
    expect(last.text.match(/<details class="interaction"/g)!.length).toBe(20);
    expect(last.text).toContain('id="interaction-120"');
  });
});

describe("a service", () => {
  test("has its versions, and says where they are", async () => {
    const { text } = await look(shop.broker, "/pacticipants/order-service?page=2");
    const row = text
      .match(/<tr><th scope="row">.*?<\/tr>/g)!
      .map(words)
      .find((each) => each.startsWith(" 1.4.0 "));
    expect(row).toMatch(
      /^ 1\.4\.0 main release staging deployed production deployed \d Nov 2026, .* Build $/,
    );
    expect(words(text)).toContain("37 versions, newest first");
    expect(words(text)).toContain("Page 2 of 2");
  });

  test("has its pacts, as consumer and as provider", async () => {
    const { text } = await look(shop.broker, "/pacticipants/user-service");
    const tables = text.split("<table>").map(words);
    expect(tables[1]).toMatch(/^ What it expects of others.*notification-service 1\.4\.0/);
    expect(tables[2]).toMatch(
      /^ What others expect of it.*api-gateway 1\.4\.0.*notification-service 1\.4\.0/,
    );
  });

  test("may have nothing yet", async () => {
    const filled = await emptyBroker();
    await filled.send("POST", ["pacticipants"], { name: "new" });
    const { text } = await look(filled.broker, "/pacticipants/new");
    expect(words(text)).toContain("No pact names this service");
    expect(words(text)).toContain("No version of this service is known yet");
  });
});

test("the latest counts: of versions, of results, of deployments", async () => {
  const filled = await emptyBroker();
  await filled.send("POST", ["environments"], { name: "live", production: true });
  const pair = { consumer: "a", provider: "b" };
  const publish = (version: string, description: string) =>
    filled.publish({ ...pair, version, interactions: [simpleInteraction(description, "/")] });
  const verify = (consumerVersion: string, success: boolean) =>
    filled.verify({ ...pair, consumerVersion, version: "9", success });
  await publish("1", "old");
  await publish("2", "new");
  await verify("1", true);
  await verify("2", true);
  await verify("2", false);
  for (const version of ["1", "2"]) await filled.deploy("a", version, "live");

  const row = async (path: string) =>
    (await look(filled.broker, path)).text
      .match(/<tr><th scope="row">.*?<\/tr>/g)!
      .map((each) => words(each).trim());
  expect((await row("/"))[0]).toMatch(/^a b 2 .* Failed 9, /);
  const pact = "/pacts/provider/b/consumer/a";
  expect(await row(`${pact}/version/2`)).toEqual([expect.stringMatching(/^9 .* Failed /)]);
  expect(await row(`${pact}/version/1`)).toEqual([expect.stringMatching(/^9 .* Verified /)]);
  expect((await row("/pacticipants/a")).slice(1)).toEqual([
    expect.stringMatching(/^2 .*live deployed/),
    expect.not.stringContaining("live"),
  ]);
});

describe("the matrix", () => {
  const ask = async (query: string) => {
    const { status, text } = await look(shop.broker, `/matrix?${query}`);
    return { status, text, read: words(text) };
  };

  test.each([
    ["q[][pacticipant]=order-service&q[][version]=1.39.0&environment=production", "Yes"],
    [
      "q[][pacticipant]=api-gateway&q[][version]=1.4.0&q[][pacticipant]=payment-service&q[][version]=2.0.3",
      "No",
    ],
    [
      "q[][pacticipant]=notification-service&q[][version]=1.4.0&environment=production",
      "Not known",
    ],
  ])("answers %s: %s", async (query, verdict) => {
    const { status, text } = await ask(`${query}&latestby=cvpv`);
    expect(status).toBe(200);
    expect(words(/<p class="answer">(.*?)<\/p>/.exec(text)![1]!).trim()).toBe(verdict);
    const asked = await look(shop.broker, `/matrix?${query}&latestby=cvpv`, "*/*");
    const { summary } = JSON.parse(asked.text) as { summary: { reason: string } };
    for (const reason of summary.reason.split("\n")) {
      expect(words(text).replaceAll("&#39;", "'")).toContain(reason);
    }
  });

  test("shows rows of a pair, and each reason once", async () => {
    const { text, read } = await ask(`${PAIR}&latestby=cvpv`);
    expect(read).toContain("order-service and product-service");
    expect(read).toMatch(/\(\d+ times\)/);
    expect(text).toContain('<option value="order-service" selected>');
  });

  test("takes a form with empty fields for what it is", async () => {
    const { status, read } = await ask(
      "q[][pacticipant]=order-service&q[][version]=1.4.0&environment=&latestby=cvpv",
    );
    expect(status).toBe(200);
    expect(read).toContain("order-service, version 1.4.0 with the latest versions of the others");
    const empty = await ask("q[][pacticipant]=&q[][version]=&environment=");
    expect(empty.status).toBe(400);
    expect((await ask("")).status).toBe(200);
  });

  test.each([
    ["q[][pacticipant]=nobody", "Pacticipant nobody not found"],
    [
      "q[][pacticipant]=order-service&environment=moon",
      "Environment with name &#39;moon&#39; does not exist",
    ],
    ["q[][pacticipant]=%E0%A4%A", "The query is not encoded as it should be"],
    ["q=1&q[]=2", "The query says two different things"],
  ])("says what is wrong with %s", async (query, problem) => {
    const { status, read } = await ask(query);
    expect(status).toBe(400);
    expect(read).toContain(problem);
    expect(read).toContain("Can it be deployed?");
  });
});

test("what clients write is text, whatever it looks like", async () => {
  const { broker } = await hostileBroker();
  const [consumer, provider] = [`${HOSTILE_NAME} c`, `${HOSTILE_NAME} p`].map(encodeURIComponent);
  for (const path of [
    "/",
    `/pacticipants/${consumer}`,
    `/pacticipants/${provider}`,
    `/pacts/provider/${provider}/consumer/${consumer}/latest`,
    `/matrix?q[][pacticipant]=${consumer}&q[][pacticipant]=${provider}`,
    `/matrix?q[][pacticipant]=${encodeURIComponent(HOSTILE_NAME)}`,
    `/matrix?q[][pacticipant]=${consumer}&environment=${encodeURIComponent(HOSTILE_NAME)}`,
  ]) {
    const { status, text } = await look(broker, path);
    expect([200, 400]).toContain(status);
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;&quot;&gt;");
    expect(text).not.toMatch(/<script|<img/);
    expect(linksOf(text).filter((link) => /^\s*(javascript|data):/i.test(link))).toEqual([]);
    // Quotation marks of attributes are the page's own: outside of them no handler stands in a tag.
    const tags = text
      .match(/<[a-z][^"'>]*(?:"[^"]*"[^"'>]*)*>/gi)!
      .join("")
      .replace(/"[^"]*"/g, "");
    expect(tags).not.toMatch(/onerror|alert/);
  }
});
