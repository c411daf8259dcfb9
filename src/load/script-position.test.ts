import { expect, test } from "vitest";
import { locateInScript } from "./script-position.ts";

const text = `const step = { path: "/a" };
export default {
  edges: [
    // The first, [of three].
    { ...step, path: "/b]", body: { id: "[" } },
    /* { path } */ { ...step, path: \`/c,\`, body: "x" },
    { path: '/d', list: [1, [2, 3], { path: 4 }] },
  ],
  "pacts": "pacts",
};
`;

test.each<{ pointer: string; line: number; column: number }>([
  { pointer: "", line: 1, column: 1 },
  { pointer: "/edges", line: 3, column: 3 },
  { pointer: "/edges/0", line: 5, column: 5 },
  { pointer: "/edges/0/body/id", line: 5, column: 37 },
  { pointer: "/edges/1", line: 6, column: 20 },
  { pointer: "/edges/1/path", line: 6, column: 31 },
  { pointer: "/edges/2/list/1/1", line: 7, column: 33 },
  { pointer: "/edges/2/list/2/path", line: 7, column: 39 },
  // What is not there: the nearest that is.
  { pointer: "/edges/7", line: 3, column: 3 },
  { pointer: "/pacts/0", line: 9, column: 3 },
])("$pointer", ({ pointer, line, column }) => {
  expect(locateInScript(text, pointer)).toEqual({ line, column });
});
