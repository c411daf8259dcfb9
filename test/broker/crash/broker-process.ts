/** A broker in a process of its own, which is there to be killed: `broker-process.ts FILE`. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createBroker } from "../../../src/broker/broker.ts";

const broker = await createBroker({ data: process.argv[2]! });
const server = serve({ fetch: broker.fetch, port: 0, hostname: "127.0.0.1" }, () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
