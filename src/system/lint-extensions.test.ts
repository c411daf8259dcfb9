import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { lintExtensions } from "./lint-extensions.ts";

const openapi = (operation: string) => `
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths: { /a: { get: { ${operation} } } }
`;
const asyncapi = (operation: string) => `
asyncapi: 3.0.0
info: { title: Events, version: "1" }
operations: { made: { action: send, ${operation} } }
`;

test.each([
  ["x-gateway-backend", openapi("x-gateway-backend: 5"), "{ service: NAME, path: /PATH }"],
  ["x-gateway-aggregate", openapi("x-gateway-aggregate: [5]"), "field: NAME }]"],
  ["x-gateway-saga", openapi("x-gateway-saga: { steps: [{}] }"), "steps: [{ name: NAME"],
  ["x-google-backend", openapi("x-google-backend: {}"), "{ address: https://HOST/PATH }"],
  [
    "x-amazon-apigateway-integration",
    openapi("x-amazon-apigateway-integration: { type: http }"),
    "httpMethod: METHOD, uri: https://HOST/PATH }",
  ],
  ["x-service", asyncapi("x-service: 5"), "a service of the configuration"],
  ["x-operation", asyncapi("x-operation: 5"), "operationId of the HTTP operation"],
])("what is wrong with %s is mended by the shape it has", (extension, text, shape) => {
  const findings = lintExtensions(readContractText(text));
  expect(findings).not.toEqual([]);
  for (const { mend, service } of findings) {
    expect(mend).toContain(`Write \`${extension}: `);
    expect(mend).toContain(shape);
    expect(service).toBe(undefined);
  }
});
