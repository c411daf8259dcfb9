/**
 * `npm --prefix bench start`: every figure of README.md, from one run on one machine.
 */
import { measureServers } from "./server.ts";

for (const { scenario, bare, concordat } of await measureServers()) {
  console.log(
    `mock server, ${scenario}: ${concordat.toFixed(0)} us per request; bare server ${bare.toFixed(0)} us; ratio ${(concordat / bare).toFixed(2)}`,
  );
}
