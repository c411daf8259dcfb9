/**
 * `concordat/msw` on Node: the same names, whose types are those of msw.ts.
 */
export { contractHandlers } from "./mock/msw-node.ts";
