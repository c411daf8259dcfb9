/**
 * Small documents: one operation, of which one answer or one body matters.
 */

export interface Case {
  name: string;
  base: string;
  revision: string;
  rows: string[];
}

export const document = (rest: string, version = "3.1.0") =>
  `openapi: ${version}\ninfo: { title: Pets, version: "1" }\n${rest}`;

export const operation = (rest: string, version?: string) =>
  document(`paths: { /pets: { post: ${rest} } }`, version);

export const OK = `responses: { "200": { description: ok } }`;

export const answer = (content: string, version?: string, rest = "") =>
  document(
    `paths: { /pets: { post: { responses: { "200": { description: ok, content: { ${content} } } } } } }\n${rest}`,
    version,
  );

export const body = (content: string, version?: string, rest = "") =>
  document(
    `paths: { /pets: { post: { requestBody: { required: true, content: { ${content} } }, ${OK} } } }\n${rest}`,
    version,
  );

export const json = (schema: string) => `application/json: { schema: ${schema} }`;
