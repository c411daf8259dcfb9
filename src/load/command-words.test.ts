import { expect, test } from "vitest";
import { readCommand } from "./command-words.ts";

test.each([
  ["node main.ts", ["node", "main.ts"]],
  ["  node \t main.ts\n", ["node", "main.ts"]],
  [`node "a b.ts" 'c d'`, ["node", "a b.ts", "c d"]],
  [`node --name="a b"'c'd`, ["node", "--name=a bcd"]],
  [`sh -c 'a | b && echo "$C"'`, ["sh", "-c", 'a | b && echo "$C"']],
  [`node ""`, ["node", ""]],
  ["C:\\tools\\node.exe main.ts", ["C:\\tools\\node.exe", "main.ts"]],
  ["node --define A=1", ["node", "--define", "A=1"]],
])("%j", (text, words) => {
  expect(readCommand(text)).toEqual({ words });
});

test.each(["a | b", "a&", "a; b", "a <b", "a >b", "(a)", "echo $HOME", "echo `a`", "node *.ts"])(
  "%j is for a shell",
  (text) => {
    expect(readCommand(text)).toEqual({
      fault: expect.stringContaining("which only a shell knows"),
    });
  },
);

test.each([
  ["", "names no program"],
  [`''`, "names no program"],
  ["node 'a", "has a ' that is not closed"],
  [`node "a'`, 'has a " that is not closed'],
  ["A_B=1 node", "begins with A_B=1; environment variables stand in `env`"],
])("%j is none", (text, fault) => {
  expect(readCommand(text)).toEqual({ fault });
});
