/**
 * A client that keeps a few connections busy.
 */
import { Agent, request } from "node:http";
import type { ScenarioExchange } from "./scenario.ts";

export interface Answered {
  status: number;
  body: Buffer;
}

const CONNECTIONS = 8;

/** Sends `count` requests, the exchanges in turn; throws at a status other than the wanted one. */
export async function load(
  url: string,
  exchanges: readonly ScenarioExchange[],
  wanted: readonly number[],
  count: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next % exchanges.length;
      next += 1;
      const { status } = await send(url, exchanges[index]!, agent);
      if (status !== wanted[index]) throw new Error(`${exchanges[index]!.target}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  agent.destroy();
}

export function send(url: string, exchange: ScenarioExchange, agent?: Agent): Promise<Answered> {
  const body = exchange.body === undefined ? undefined : JSON.stringify(exchange.body);
  return new Promise((resolve, reject) => {
    const headers = {
      ...exchange.headers,
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      }),
    };
    const sent = request(
      url + exchange.target,
      { method: exchange.method, headers, ...(agent && { agent }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          resolve({ status: response.statusCode!, body: Buffer.concat(chunks) });
        });
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
