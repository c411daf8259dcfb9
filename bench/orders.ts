/**
 * Orders under load while a service comes and goes, and the books afterwards.
 *
 * `node --conditions=source bench/orders.ts [--orders 2000] [--in-flight 50]
 *   [--kill inventory-service] [--kills 8]`
 *
 * What is killed: the service's port and all its connections, whatever they carry, at a moment when it
 * has carried something out and not answered yet, so that callers meet both requests that never
 * arrived and answers that were lost. What survives: what it remembers,
 * which stands for its database, and the bus, which stands for a queue; what it was doing is done to
 * its end, unheard. A customer who gets no answer that counts asks again with the same key.
 *
 * After each quarter of the orders the books are held against each other, and closed: what was checked
 * is forgotten, as an archive would, since services that remember every order grow with them by design.
 * Whatever else grows is a leak.
 *
 * @returns 1 where something does not add up
 */
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Books, readBooks, type StockLevels, sum, whatIsWrong } from "./orders/books.ts";
import { type Customer, isGood, type Outcome, order, wantedOf } from "./orders/customer.ts";
import { type Memory, measureMemory } from "./orders/memory.ts";
import { openShop } from "./orders/shop.ts";

const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "2000" },
    "in-flight": { type: "string", default: "50" },
    kill: { type: "string", default: "inventory-service" },
    // Of a quarter of the orders.
    kills: { type: "string", default: "3" },
  },
});
const total = Number(values.orders);
const inFlight = Number(values["in-flight"]);
const kills = Number(values.kills);

/** How long a kill waits for an answer that it can take along. */
const PATIENCE_MS = 500;
/** How long a service is away. */
const AWAY_MS = 300;
/** How long what was left behind may take to be undone. */
const SETTLE_MS = 30_000;
/** Of live objects after all orders, to those after the first quarter. */
const MAX_GROWTH = 1.1;

/** Kills the service, where a kill is due. */
let strike = (): void => undefined;
const shop = await openShop((service, { method }) => {
  if (service === values.kill && method === "POST") strike();
});
if (!shop.urls.has(values.kill)) {
  const choice = [...shop.urls.keys()].join(", ");
  process.stderr.write(`--kill is "${values.kill}"; choose one of ${choice}\n`);
  process.exit(2);
}
const customers = await Promise.all(
  ["u-1", "u-2", "u-3"].map(async (userId): Promise<Customer> => {
    const token = await shop.system.tokens.issue({ sub: userId, roles: ["user"] }, 3600);
    return { gatewayUrl: shop.gatewayUrl, userId, token };
  }),
);

const started = performance.now();
const sums = new Map<string, number>();
const memories: { full: Memory; closed: Memory }[] = [];
const problems: string[] = [];
let ordered = 0;
let again = 0;
let killed = 0;
for (let quarter = 0; quarter < 4 && problems.length === 0; quarter += 1) {
  const { stock: initial } = await readBooks(shop);
  const outcomes = await load(quarter);
  const { books, wrong } = await settled(outcomes, initial);
  problems.push(...wrong, ...wrongAnswers(outcomes));
  ordered += outcomes.length;
  again += sum(outcomes.map(({ attempts }) => attempts - 1));
  addUp("customers", outcomes);
  addUp("orders", books.orders);
  addUp("payments", books.payments);
  addUp("reservations", books.reservations);
  const full = await measureMemory();
  await shop.closeBooks();
  memories.push({ full, closed: await measureMemory() });
}
report();
await shop.close();

/** A quarter of the orders, so many of them at once, while the service is killed again and again. */
async function load(quarter: number): Promise<Outcome[]> {
  const from = Math.round((total * quarter) / 4);
  const to = Math.round((total * (quarter + 1)) / 4);
  const outcomes: Outcome[] = [];
  let next = from;
  let done = 0;
  const every = Math.max(1, Math.floor((to - from) / (kills + 1)));
  let killing: Promise<void> = Promise.resolve();
  const one = async (): Promise<void> => {
    while (next < to) {
      const index = next;
      next += 1;
      const customer = customers[index % customers.length]!;
      outcomes.push(await order(customer, `order-${index}`, wantedOf(index)));
      done += 1;
      if (done % every === 0 && done / every <= kills) killing = killing.then(kill);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  await killing;
  return outcomes;
}

/** When it has just done something, so that one answer at least is lost, with all its connections. */
async function kill(): Promise<void> {
  const { promise: struck, resolve } = Promise.withResolvers<void>();
  strike = () => {
    strike = () => undefined;
    killed += 1;
    void shop.crash(values.kill).then(resolve);
  };
  // Some services are asked nothing when somebody orders.
  await Promise.race([struck, pause(PATIENCE_MS)]);
  strike();
  await struck;
  await pause(AWAY_MS);
  await shop.restart(values.kill);
}

/** What is wrong when the gateway has had time to undo what was left behind. */
async function settled(
  outcomes: readonly Outcome[],
  initial: StockLevels,
): Promise<{ books: Books; wrong: string[] }> {
  const endsAt = performance.now() + SETTLE_MS;
  for (;;) {
    const books = await readBooks(shop);
    const left = shop.left();
    const wrong = whatIsWrong(books, outcomes, initial);
    if (left > 0) wrong.push(`${left} steps are not undone yet`);
    if (wrong.length === 0 || performance.now() > endsAt) return { books, wrong };
    await pause(100);
  }
}

function addUp(what: string, things: readonly { status: string | number | undefined }[]): void {
  for (const { status = "no answer" } of things) {
    const name = `${what}: ${status}`;
    sums.set(name, (sums.get(name) ?? 0) + 1);
  }
}

function report(): void {
  const seconds = (performance.now() - started) / 1000;
  console.log(`${ordered} orders, ${inFlight} in flight, in ${seconds.toFixed(1)} s`);
  console.log(`${values.kill} was killed ${killed} times; customers asked ${again} times again`);
  for (const [what, count] of sums) console.log(`${what} ${count}`);
  for (const [event, count] of shop.notes) console.log(`the gateway noted: ${event} ${count}`);
  console.log(`held against the contracts: ${shop.seen()} exchanges and events`);
  for (const [quarter, { full, closed }] of memories.entries()) {
    const after = Math.round((total * (quarter + 1)) / 4);
    const heaps = `${megabytes(full.heapBytes)} with its books, ${megabytes(closed.heapBytes)} without`;
    console.log(`after ${after}: heap ${heaps}; RSS ${megabytes(closed.rssBytes)}`);
  }
  problems.push(...wrongMemory(), ...shop.faults, ...new Set(shop.violations()));
  for (const problem of problems.slice(0, 50)) console.log(`WRONG ${problem}`);
  if (problems.length > 50) console.log(`WRONG and ${problems.length - 50} more`);
  if (problems.length === 0) {
    console.log("stock, money and events add up; no contract was broken; memory stays");
  }
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/** Whoever wants what there is gets it, however often the service was away. */
function wrongAnswers(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ key, status }) => {
    const wanted = isGood(Number(key.slice("order-".length))) ? 201 : 422;
    return status === wanted ? [] : [`${key} got ${status}, and should have got ${wanted}`];
  });
}

function wrongMemory(): string[] {
  const [first, ...others] = memories;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return [];
  const growth = last.closed.heapBytes / first.closed.heapBytes;
  console.log(`live objects at the end: ${growth.toFixed(3)} of those after the first quarter`);
  return growth <= MAX_GROWTH ? [] : [`memory grew by more than ${MAX_GROWTH}`];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
