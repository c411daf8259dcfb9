/**
 * Files to contracts. DESIGN: safe by default; relative references: RFC 3986 §5.
 */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readContract } from "../contract/read-contract.ts";
import { isValid } from "../schema/validate.ts";
import { follow, inside, isDangling, rootPlace } from "../source/documents.ts";
import { type LoadOptions, loadContract, loadContractFile, loadDocument } from "./load.ts";

const FILES: Record<string, string> = {
  "api/main.yaml": `
openapi: 3.1.0
info: { title: Main }
paths:
  /pets: { $ref: ./paths/pets.yaml }
`,
  "api/paths/pets.yaml": `
post:
  requestBody:
    content: { application/json: { schema: { $ref: "../../shared/pet.json#/Pet" } } }
`,
  "shared/pet.json": `{
  "Pet": { "type": "object", "properties": {
    "parent": { "$ref": "#/Pet" }, "owner": { "$ref": "./owner%20of.yaml#/Owner" } } }
}`,
  "shared/owner of.yaml": `
Owner: { type: object, required: [name], properties: { pets: { items: { $ref: pet.json#/Pet } } } }
`,
  "api/refs.yaml": `
missing: { $ref: missing.yaml#/a }
folder: { $ref: ./paths }
broken: { $ref: ../shared/broken.yaml }
remote: { $ref: https://example.com/a.yaml#/A }
above: { $ref: ../shared/pet.json#/Pet }
absent: { $ref: ../nobody/secret.yaml }
absolute: { $ref: file:///etc/hostname }
encoded: { $ref: "%2e%2e/shared/pet.json" }
linked: { $ref: link.json }
linkedFolder: { $ref: linked/pet.json }
inner: { $ref: paths/pets.yaml }
aliased: { $ref: alias.yaml }
example: { $ref: nobody.yaml }
`,
  "api/data.yaml": "example: { $ref: ../shared/pet.json }\nx-a: { $ref: missing.yaml }\n",
  "shared/broken.yaml": "a: [\n",
  "no.yaml": "a: 1\n",
  "swagger.yaml": 'swagger: "2.0"\n',
  "old-events.yaml": "asyncapi: 2.6.0\n",
  "new.yaml": "openapi: 4.0.0\n",
  "list.yaml": "- 1\n",
  "empty.yaml": "",
  "events.yaml": "asyncapi: 3.0.0\n",
  "short.yaml": 'openapi: "3.0"\npaths: {}\n',
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concordat-load-"));
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await symlink(path.join(folder, "shared/pet.json"), path.join(folder, "api/link.json"));
  await symlink(path.join(folder, "shared"), path.join(folder, "api/linked"));
  await symlink(path.join(folder, "api/paths/pets.yaml"), path.join(folder, "api/alias.yaml"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const load = (file: string, options?: LoadOptions) =>
  loadContract(file, { cwd: folder, root: ".", ...options });

/** What the `$ref` under `key` of api/refs.yaml leads to: a file, or why there is none. */
async function leadsTo(key: string, root: string | undefined): Promise<string> {
  const file = "api/refs.yaml";
  const { uri, documents } = await loadDocument(file, { cwd: folder, ...(root && { root }) });
  const target = follow(documents, inside(rootPlace(documents.sources.get(uri)!), key)!);
  return isDangling(target) ? `${target.code}: ${target.reason}` : target.source.file;
}

test("references across files and folders, and cycles among them, end", async () => {
  const contract = await load("api/main.yaml");
  expect([...contract.documents.sources.values()].map(({ file }) => file).sort()).toEqual([
    "api/main.yaml",
    "api/paths/pets.yaml",
    "shared/owner of.yaml",
    "shared/pet.json",
  ]);
  expect(contract.documents.refused.size).toBe(0);
  const { schema } = contract.operations[0]!.requestBody!.content[0]!;
  const owner = { name: "Ada", pets: [{ parent: { owner: { name: "Bo" } } }] };
  expect(isValid(schema!, { owner })).toBe(true);
  expect(isValid(schema!, { owner: { ...owner, pets: [{ parent: { owner: {} } }] } })).toBe(false);
});

test("file names are relative to the working directory", async () => {
  const { uri, documents } = await loadDocument("../refs.yaml", {
    cwd: path.join(folder, "api/paths"),
  });
  expect(documents.sources.get(uri)?.file).toBe("../refs.yaml");
  const absolute = await loadDocument(path.join(folder, "api/refs.yaml"), { cwd: folder });
  expect(absolute.documents.sources.get(uri)?.file).toBe("api/refs.yaml");
});

describe("without a root, references stay in the document's folder", () => {
  test.each([
    ["inner", "api/paths/pets.yaml"],
    ["aliased", "api/alias.yaml"],
    ["missing", "reference.dangling: api/missing.yaml: no such file"],
    ["folder", "reference.dangling: api/paths: it is a folder, not a file"],
    ["remote", "reference.remote: https://example.com/a.yaml is not on this machine"],
    ["above", "reference.outside-root: shared/pet.json is outside api"],
    ["broken", "reference.outside-root: shared/broken.yaml is outside api"],
    ["encoded", "reference.outside-root: shared/pet.json is outside api"],
    // Whether a file outside the root exists is not told.
    ["absent", "reference.outside-root: nobody/secret.yaml is outside api"],
    ["linked", "reference.outside-root: api/link.json is outside api"],
    ["linkedFolder", "reference.outside-root: api/linked/pet.json is outside api"],
  ])("%s: %s", async (key, expected) => {
    expect(await leadsTo(key, undefined)).toBe(expected);
  });

  test("an absolute reference as well", async () => {
    expect(await leadsTo("absolute", undefined)).toContain("reference.outside-root");
  });
});

describe("a root widens that, and no further", () => {
  test.each([
    ["above", "shared/pet.json"],
    ["encoded", "shared/pet.json"],
    ["linked", "api/link.json"],
    ["linkedFolder", "api/linked/pet.json"],
    ["absent", "reference.dangling: nobody/secret.yaml: no such file"],
    ["broken", "reference.dangling: shared/broken.yaml:2:1: not YAML"],
  ])("%s: %s", async (key, expected) => {
    expect(await leadsTo(key, ".")).toContain(expected);
    expect(await leadsTo(key, folder)).toContain(expected);
  });

  test("a root beside the document's folder refuses", async () => {
    expect(await leadsTo("inner", "shared")).toContain("reference.outside-root");
    expect(await leadsTo("above", "shared")).toBe("shared/pet.json");
    // A folder whose name only begins alike is another one.
    expect(await leadsTo("inner", "ap")).toContain("reference.outside-root");
  });
});

test("what is data is not read", async () => {
  const { documents } = await loadDocument("api/data.yaml", { cwd: folder, root: "." });
  expect([...documents.sources.values()].map(({ file }) => file)).toEqual(["api/data.yaml"]);
  expect(documents.refused.size).toBe(0);
});

test.each([
  ["nobody.yaml", "input.unreadable", "nobody.yaml: no such file"],
  ["api", "input.unreadable", "api: it is a folder, not a file"],
  ["no.yaml/x.yaml", "input.unreadable", "no.yaml/x.yaml: no such file"],
  ["shared/broken.yaml", "source.syntax", "shared/broken.yaml:2:1: not YAML"],
  ["no.yaml", "contract.unknown-format", "it has neither `openapi` nor `asyncapi`"],
  ["swagger.yaml", "contract.swagger-2", "swagger: 2.0"],
  ["old-events.yaml", "contract.asyncapi-2", "asyncapi: 2.6.0"],
  ["new.yaml", "contract.unknown-format", "openapi: 4.0.0"],
  ["list.yaml", "contract.unknown-format", "its root is no object"],
])("%s is no contract: %s", async (file, code, message) => {
  const error: unknown = await load(file).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "ConcordatError", code });
  expect((error as Error).message).toContain(message);
});

test("an empty file is no contract", async () => {
  await expect(load("empty.yaml")).rejects.toMatchObject({ name: "ConcordatError" });
});

test.each([
  ["events.yaml", "asyncapi", "3.0.0"],
  ["short.yaml", "openapi", "3.0"],
])("%s is one", async (file, format, version) => {
  expect(await load(file)).toMatchObject({ format, version });
});

test("the reasons are findings where they are asked for", async () => {
  const { contract, faults } = await loadContractFile("swagger.yaml", { cwd: folder });
  expect(contract).toBe(undefined);
  expect(faults).toMatchObject([
    { code: "contract.swagger-2", at: { file: "swagger.yaml", pointer: "/swagger", line: 1 } },
  ]);
});

test("a document that was not read is a fault of the caller", async () => {
  const { documents } = await loadDocument("short.yaml", { cwd: folder });
  expect(() => readContract(documents, "file:///nobody.yaml")).toThrow("not among the documents");
});
