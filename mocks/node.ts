/**
 * The system's mocks in a Node process: `server.listen()` before the tests, `server.close()`
 * after them.
 */
import { setupServer } from "msw/node";
import { handlers } from "./handlers.ts";

export const server = setupServer(...handlers);
