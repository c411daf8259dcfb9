/**
 * `contractHandlers` of the large description under MSW in process: CPU time per request, from the
 * Request made to the bytes of the answer read. Beside it one handler of MSW alone that answers
 * the same. By `getResponse`, which is MSW without the patched network: what `fetch` under
 * `setupServer` costs on top is the platform's, the same for both, and many times as much.
 */
import { getResponse, type HttpHandler, HttpResponse, http } from "msw";
import { loadContract } from "../src/load/load.ts";
import { contractHandlers } from "../src/mock/msw.ts";
import { scenarios } from "./scenario.ts";

const WARM_UP = 1_000;
const REQUESTS = 3_000;
const ROUNDS = 3;

export interface MswFigures {
  /** Microseconds of CPU per request. */
  bare: number;
  concordat: number;
}

export async function measureMsw(): Promise<MswFigures> {
  const scenario = scenarios.find(({ name }) => name === "large")!;
  const base = "http://github.test";
  const contract = await loadContract(scenario.file);
  const handlers = contractHandlers(contract, { baseUrl: base });
  const requests = scenario.exchanges.map(({ method, target, headers, body }) => ({
    url: base + target,
    init: {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  }));
  const answers: ArrayBuffer[] = [];
  for (const { url, init } of requests) {
    const response = await getResponse(handlers, new Request(url, init));
    if (!response?.ok) throw new Error(`${url}: ${response?.status}`);
    answers.push(await response.arrayBuffer());
  }
  let next = 0;
  const bareHandlers = [
    http.all(`${base}/*`, async ({ request }) => {
      await request.arrayBuffer();
      return new HttpResponse(answers[next++ % answers.length], {
        headers: { "content-type": "application/json" },
      });
    }),
  ];
  const perRequest = async (own: readonly HttpHandler[], count: number): Promise<number> => {
    const start = process.cpuUsage();
    for (let index = 0; index < count; index += 1) {
      const { url, init } = requests[index % requests.length]!;
      const response = await getResponse(own as HttpHandler[], new Request(url, init));
      await response!.arrayBuffer();
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
  };
  const best = { bare: Number.POSITIVE_INFINITY, concordat: Number.POSITIVE_INFINITY };
  for (const own of [handlers, bareHandlers]) await perRequest(own, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    best.concordat = Math.min(best.concordat, await perRequest(handlers, REQUESTS));
    best.bare = Math.min(best.bare, await perRequest(bareHandlers, REQUESTS));
  }
  return best;
}
