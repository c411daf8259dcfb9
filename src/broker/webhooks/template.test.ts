import { expect, test } from "vitest";
import { renderBody, renderTemplate } from "./template.ts";

const parameters = { consumerName: 'a "b"\\', branch: "feat/x y" };

test.each([
  [`\${pactbroker.branch}!\${pactbroker.branch}`, "feat/x y!feat/x y"],
  [`\${pactbroker.nobody} \${user.x} $ {}`, `\${pactbroker.nobody} \${user.x} $ {}`],
  [`\${pactbroker.constructor}`, `\${pactbroker.constructor}`],
])("%s", (template, text) => {
  expect(renderTemplate(template, parameters)).toBe(text);
});

test("in an address", () => {
  expect(renderTemplate(`/\${pactbroker.branch}?a`, parameters, encodeURIComponent)).toBe(
    "/feat%2Fx%20y?a",
  );
});

test("JSON stays JSON", () => {
  const body = `{"name": "\${pactbroker.consumerName}"}`;
  expect(JSON.parse(renderBody(body, parameters))).toEqual({ name: 'a "b"\\' });
});

test("other texts get what it is", () => {
  expect(renderBody(`name=\${pactbroker.consumerName}`, parameters)).toBe('name=a "b"\\');
});
