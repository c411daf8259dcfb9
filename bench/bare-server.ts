/**
 * The bare server, as a process of its own: `node bare-server.ts small|large`, with what it answers
 * on its standard input.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type BareExchange, bareExchanges, Trie } from "./bare.ts";
import { scenarios } from "./scenario.ts";

const scenario = scenarios.find(({ name }) => name === process.argv[2])!;
const answers = JSON.parse(await text(process.stdin)) as { status: number; body: unknown }[];
const trie = new Trie<BareExchange>();
for (const exchange of bareExchanges(scenario, answers)) {
  trie.add(exchange.method, exchange.template, exchange);
}

const server = createServer((request, response) => {
  const [path = ""] = request.url!.split("?", 1);
  const exchange = trie.find(request.method!, path);
  if (exchange === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (exchange.checkBody === undefined) {
    answer(exchange);
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (exchange.checkBody!(body)) answer(exchange);
    else response.writeHead(422).end(JSON.stringify(exchange.checkBody!.errors));
  });

  function answer({ status, answer }: BareExchange): void {
    const body = JSON.stringify(answer);
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  }
});

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
});
