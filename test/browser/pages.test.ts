/**
 * The pages in a real browser: by day and by night, on a phone and on a desk.
 *
 * WCAG 2.2, levels A and AA, as far as a program can tell. The screenshots are for people to look
 * at: they are in a temporary folder, which the last line names.
 */
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFetch } from "../broker/serve.ts";
import { launchChromium } from "./chromium.ts";
import { emptyBroker, type FilledBroker } from "./filled-broker.ts";
import { HOSTILE_NAME, hostileBroker, shopBroker, wideBroker } from "./shop.ts";

const launched = await launchChromium();
const missing = "reason" in launched ? `, since there is no browser: ${launched.reason}` : "";
// A file that is skipped as a whole is one line of the report, and says nothing of why.
if (missing !== "") process.stderr.write(`Pages are not looked at${missing}\n`);

const FILLED = {
  shop: shopBroker,
  wide: () => wideBroker(60),
  hostile: hostileBroker,
  empty: emptyBroker,
};
type Filled = keyof typeof FILLED;

const hostile = (more: string) => encodeURIComponent(`${HOSTILE_NAME} ${more}`);

const PAGES: readonly (readonly [name: string, filled: Filled, path: string])[] = [
  ["the network", "shop", "/"],
  ["a pact", "shop", "/pacts/provider/product-service/consumer/order-service/latest"],
  ["a service", "shop", "/pacticipants/order-service?page=2"],
  [
    "a pair in the matrix",
    "shop",
    "/matrix?q[][pacticipant]=order-service&q[][pacticipant]=payment-service&latestby=cvpv",
  ],
  [
    "a question to the matrix",
    "shop",
    "/matrix?q[][pacticipant]=api-gateway&q[][version]=1.4.0&environment=production&latestby=cvpv",
  ],
  ["a question that has no answer", "shop", "/matrix?q[][pacticipant]=nobody"],
  ["nothing", "shop", "/pacticipants/nobody"],
  ["an empty network", "empty", "/"],
];

/** Looked at in one theme on each screen: what is in them has no colours of its own. */
const HOSTILE_PAGES: typeof PAGES = [
  ["a network of markup", "hostile", "/"],
  [
    "a pact of markup",
    "hostile",
    `/pacts/provider/${hostile("p")}/consumer/${hostile("c")}/latest`,
  ],
  ["a service of markup", "hostile", `/pacticipants/${hostile("c")}`],
];

const THEMES = ["light", "dark"] as const;
const SIZES = [
  ["phone", { width: 360, height: 740 }],
  ["desk", { width: 1280, height: 800 }],
] as const;

describe.skipIf(missing !== "")(`pages in Chromium${missing}`, () => {
  const browser = launched as Browser;
  let pictures: string;
  const urls = {} as Record<Filled, string>;
  const closing: (() => Promise<unknown>)[] = [];
  let axe: string;

  beforeAll(async () => {
    pictures = await mkdtemp(path.join(tmpdir(), "concordat-pages-"));
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    for (const [name, fill] of Object.entries(FILLED) as [Filled, () => Promise<FilledBroker>][]) {
      const { broker } = await fill();
      const served = await serveFetch(broker.fetch);
      urls[name] = served.url;
      closing.push(served.close, broker.close);
    }
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    for (const close of closing) await close();
    process.stdout.write(`Screenshots of the pages are in ${pictures}\n`);
  });

  describe.each(THEMES)("%s", (colorScheme) => {
    describe.each(SIZES)("on a %s", (size, viewport) => {
      const withHostile = (colorScheme === "light") === (size === "phone");
      let context: BrowserContext;
      let page: Page;
      const complaints: string[] = [];

      beforeAll(async () => {
        context = await browser.newContext({ colorScheme, viewport });
        // Not by a tag in the page: its policy lets no script run.
        await context.addInitScript({ content: axe });
        page = await context.newPage();
        page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
        page.on("pageerror", (error) => complaints.push(String(error)));
        page.on("dialog", (dialog) => {
          complaints.push(`dialog: ${dialog.message()}`);
          void dialog.dismiss();
        });
        page.on("request", (request) => {
          const isPage =
            request.isNavigationRequest() && request.url().startsWith("http://127.0.0.1:");
          if (!isPage && !request.url().startsWith("data:"))
            complaints.push(`asks for ${request.url()}`);
        });
      });

      afterAll(() => context?.close());

      const look = async (filled: Filled, to: string): Promise<void> => {
        complaints.length = 0;
        const answer = await page.goto(`${urls[filled]}${to}`);
        expect(answer!.headers()["content-type"]).toMatch(/^text\/html/);
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wider, "pixels that the page is wider than the screen").toBe(0);
      };

      // The browser itself says on its console that an answer was no success.
      const told = (): string[] =>
        complaints.filter((each) => !/Failed to load resource.* status of 40[04]/.test(each));

      test.each(withHostile ? [...PAGES, ...HOSTILE_PAGES] : PAGES)(
        "%s",
        async (name, filled, to) => {
          await look(filled, to);
          await page.screenshot({
            path: path.join(pictures, `${name.replaceAll(" ", "-")}-${colorScheme}-${size}.png`),
            fullPage: true,
          });
          expect(await violations(page)).toEqual([]);
          expect(told()).toEqual([]);
        },
      );

      test("a network of 60 services", async () => {
        await look("wide", "/");
        await page.screenshot({ path: path.join(pictures, `wide-${colorScheme}-${size}.png`) });
        expect(await page.locator("svg.network a.service").count()).toBe(60);
        expect(told()).toEqual([]);
      });
    });
  });

  describe("without a mouse", () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage();
    });

    test("the first key skips to the content, and what has the focus is seen", async () => {
      await page.goto(`${urls.shop}/`);
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: "Skip to the content" });
      expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
      const box = await skip.boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(await skip.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe("solid");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    });

    test("a pair in the picture leads to its pact", async () => {
      await page.goto(`${urls.shop}/`);
      await page.getByRole("link", { name: "order-service to product-service: Failed" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/latest");
      expect(await page.title()).toBe("order-service 1.39.0 and product-service · Pact broker");
    });

    test("a form asks, and shows what was asked", async () => {
      await page.goto(`${urls.shop}/matrix`);
      await page.getByLabel("Service").selectOption("order-service");
      await page.getByRole("textbox", { name: "Version" }).fill("1.39.0");
      await page.getByLabel("Together with").selectOption("production");
      await page.getByRole("button", { name: "Ask" }).press("Enter");
      await page.waitForURL("**/matrix?*");
      expect((await page.locator(".answer").textContent())?.trim()).toBe("Yes");
      expect(await page.getByRole("textbox", { name: "Version" }).inputValue()).toBe("1.39.0");
      expect(await page.getByLabel("Together with").inputValue()).toBe("production");
    });
  });
});

/** What is wrong, with where it is. */
async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({
      runOnly: ["wcag2a", "wcag2aa", "best-practice"],
      resultTypes: ["violations"],
    });
  });
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
