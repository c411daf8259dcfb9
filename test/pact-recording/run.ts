/**
 * A worker of a run of tests: records interactions and writes after each, as several test files do.
 *
 * Arguments: the folder of the pact, then the numbers of the orders that it asks for.
 */
import { getOrder, recorderIn, startOrders } from "./orders-under-msw.ts";

const [folder = "", ...ids] = process.argv.slice(2);
const server = startOrders();
for (const id of ids) {
  const pact = recorderIn(folder, server);
  await pact.interaction(`a request for order ${id}`, () => getOrder(id));
  await pact.write();
}
server.close();
