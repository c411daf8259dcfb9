/**
 * Multipart bodies: RFC 2046 §5.1, RFC 7578, and the examples of OpenAPI 3.0.4 and 3.1.1
 * #encoding-multipart-media-types. Expected values are written from them.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody, writeBody } from "../../src/http/body/body.ts";
import { bytesOf, faultsOf, messagesOf, requestBodyOf } from "./one-body.ts";

const type = "multipart/form-data";
const sent = `${type}; boundary=B`;
const text = { type: "string" };
const integer = { type: "integer" };
const binary = { type: "string", format: "binary" };
const address = { type: "object", properties: { zip: integer } };

function form(properties: object, encoding: object = {}, sketch: object = {}) {
  return requestBodyOf(type, { schema: { type: "object", properties }, encoding, ...sketch });
}

/** Lines of a body, each ended by CRLF. */
function lines(...all: string[]): string {
  return all.map((line) => `${line}\r\n`).join("");
}

/** Parts with the boundary B: the fields after the name, and the content. */
function multipart(...parts: [fields: string, content: string][]): string {
  const written = parts.map(([fields, content]) =>
    lines("--B", ...`Content-Disposition: form-data; ${fields}`.split("\n"), "", content),
  );
  return `${written.join("")}--B--\r\n`;
}

function value(
  body: Uint8Array | string,
  { mediaType }: { mediaType: never } | ReturnType<typeof form>,
): unknown {
  const reading = readBody(bytesOf(body), sent, mediaType);
  return reading.state === "value" ? reading.value : reading;
}

describe("what parts stand for", () => {
  test.each<[what: string, body: string, properties: object, expected: unknown]>([
    [
      "texts and numbers",
      multipart(['name="a"', "x"], ['name="n"', "5"]),
      { a: text, n: integer },
      { a: "x", n: 5 },
    ],
    [
      "an object is JSON by default",
      multipart(['name="a"', '{"zip":7}']),
      { a: address },
      { a: { zip: 7 } },
    ],
    [
      "and may say so",
      multipart(['name="a"\nContent-Type: application/json', '{"zip":7}']),
      { a: address },
      { a: { zip: 7 } },
    ],
    [
      "or be XML, where it says so",
      multipart(['name="a"\nContent-Type: text/xml', "<a><zip>7</zip></a>"]),
      { a: address },
      { a: { zip: 7 } },
    ],
    [
      "parts of one name are a list",
      multipart(['name="a"', "1"], ['name="a"', "2"]),
      { a: { type: "array", items: integer } },
      { a: [1, 2] },
    ],
    [
      "one part too",
      multipart(['name="a"', '{"zip":7}']),
      { a: { type: "array", items: address } },
      { a: [{ zip: 7 }] },
    ],
    [
      "a text that looks like JSON is a text",
      multipart(['name="a"', '{"zip":7}']),
      { a: text },
      { a: '{"zip":7}' },
    ],
    [
      "a file is its octets",
      multipart(['name="f"; filename="x.png"\nContent-Type: image/png', "\u0089PNG"]),
      { f: binary },
      { f: "\u00c2\u0089PNG" },
    ],
    ["without a schema too", multipart(['name="f"; filename="x"', "ab"]), { f: {} }, { f: "ab" }],
    [
      "a text file in its charset",
      multipart(['name="f"; filename="x.txt"\nContent-Type: text/plain; charset=utf-8', "é"]),
      { f: text },
      { f: "é" },
    ],
    ["an empty part", multipart(['name="a"', ""]), { a: text }, { a: "" }],
    [
      "undeclared parts",
      multipart(['name="x"', "1"], ['name="y"', "a"], ['name="y"', "b"]),
      {},
      { x: "1", y: ["a", "b"] },
    ],
    [
      "line breaks inside stay",
      multipart(['name="a"', "1\r\n2\n\r\n--\r\n--C"]),
      { a: text },
      { a: "1\r\n2\n\r\n--\r\n--C" },
    ],
    ["no parts", "--B--\r\n", { a: text }, {}],
  ])("%s", (_, body, properties, expected) => {
    expect(value(body, form(properties))).toEqual(expected);
  });
});

describe("how parts are written", () => {
  const { mediaType } = form({ a: text });
  const field = 'Content-Disposition: form-data; name="a"';
  test.each<[what: string, body: string, contentType: string]>([
    [
      "RFC 2046's preamble and epilogue",
      `preamble --B\r\n${multipart(['name="a"', "x"])}epilogue\r\n--B\r\n`,
      sent,
    ],
    ["spaces after the delimiter", lines("--B \t", field, "", "x", "--B--"), sent],
    ["no line break at the end", `${lines("--B", field, "", "x")}--B--`, sent],
    [
      "a quoted boundary",
      lines("--a b:c", field, "", "x", "--a b:c--"),
      `${type}; charset=utf-8; Boundary="a b:c"`,
    ],
    ["a boundary that begins another line", lines("--B", field, "", "x", "--B--"), sent],
    [
      "fields of any case, folded",
      lines("--B", "CONTENT-disposition: FORM-data;", ' Name="a"', "", "x", "--B--"),
      sent,
    ],
    [
      "a name without quotes",
      lines("--B", "Content-Disposition: form-data; name=a", "", "x", "--B--"),
      sent,
    ],
  ])("%s", (_, body, contentType) => {
    const reading = readBody(bytesOf(body), contentType, mediaType);
    expect(reading).toEqual({ state: "value", value: { a: "x" } });
  });

  test("a line that begins like the delimiter is content", () => {
    expect(value(multipart(['name="a"', "x\r\n--BC\r\ny"]), form({ a: text }))).toEqual({
      a: "x\r\n--BC\r\ny",
    });
  });

  test.each<[written: string, name: string]>([
    ['name="a"', "a"],
    // HTML #multipart-form-data escapes these three.
    ['name="a%22b%0D%0Ac%20"', 'a"b\r\nc%20'],
    ['name="a\\"b"', 'a"b'],
    ['name="é"', "é"],
    ['name="a;b=c"', "a;b=c"],
    ['filename="name=x"; name="a"', "a"],
  ])("the name in %s", (written, name) => {
    expect(value(multipart([written, "x"]), form({}))).toEqual({ [name]: "x" });
  });
});

describe("what is no multipart body", () => {
  const { mediaType } = form({ a: text });
  const field = 'Content-Disposition: form-data; name="a"';
  test.each<[what: string, body: string, contentType: string, reason: string]>([
    ["no boundary", multipart(['name="a"', "x"]), type, "has a Content-Type that says no boundary"],
    [
      "an empty one",
      multipart(['name="a"', "x"]),
      `${type}; boundary=""`,
      "has a Content-Type that says no boundary",
    ],
    [
      "another one",
      multipart(['name="a"', "x"]),
      `${type}; boundary=C`,
      "has no line --C, the delimiter that its Content-Type says",
    ],
    [
      "bare line feeds",
      multipart(['name="a"', "x"]).replaceAll("\r", ""),
      sent,
      "ends its lines with LF, not CRLF",
    ],
    ["cut short", lines("--B", field, "", "x"), sent, "ends without its last delimiter --B--"],
    [
      "no empty line",
      lines("--B", field, "x", "--B--"),
      sent,
      "has no empty line between the fields and the content of part 1",
    ],
    [
      "a field without a colon",
      lines("--B", field, "nonsense", "", "x", "--B--"),
      sent,
      'has a line "nonsense" among the fields of part 1',
    ],
    [
      "no name: RFC 7578 §4.2",
      lines("--B", "Content-Type: text/plain", "", "x", "--B--"),
      sent,
      "has a part, number 1, without Content-Disposition: form-data and a name",
    ],
    [
      "another disposition",
      lines("--B", 'Content-Disposition: attachment; name="a"', "", "x", "--B--"),
      sent,
      "has a part, number 1, without Content-Disposition: form-data and a name",
    ],
    [
      "a form in the URL encoding",
      "a=1",
      sent,
      "has no line --B, the delimiter that its Content-Type says",
    ],
    [
      "a flood of fields",
      lines(
        "--B",
        field,
        ...Array.from({ length: 2000 }, (_, index) => `X-${index}: y`),
        "",
        "x",
        "--B--",
      ),
      sent,
      "has more than 16384 bytes of fields in part 1",
    ],
  ])("%s", (_, body, contentType, reason) => {
    expect(readBody(bytesOf(body), contentType, mediaType)).toEqual({ state: "malformed", reason });
  });

  test("10,000 parts are read, and no more", () => {
    const part = (index: number): [string, string] => [`name="p${index}"`, "x"];
    const parts = Array.from({ length: 10_000 }, (_, index) => part(index));
    expect(Object.keys(value(multipart(...parts), form({})) as object)).toHaveLength(10_000);
    expect(value(multipart(...parts, part(10_000)), form({}))).toEqual({
      state: "malformed",
      reason: "has more than 10000 parts",
    });
  });

  test("an empty body is none", () => {
    expect(faultsOf(form({}), "", sent)).toEqual(["request.body.missing /body"]);
  });
});

// OpenAPI 3.1.1, "Multipart Form with Encoding Objects".
const declared = form(
  {
    id: { type: "string", format: "uuid" },
    addresses: { type: "array", items: address },
    profileImage: {},
  },
  {
    addresses: { contentType: "application/xml; charset=utf-8" },
    profileImage: {
      contentType: "image/png, image/jpeg",
      headers: {
        "X-Rate-Limit-Limit": { schema: integer },
        "X-Needed": { required: true, schema: { type: "array", items: integer } },
        "X-Json": { content: { "application/json": { schema: address } } },
        "Content-Type": { required: true, schema: integer },
      },
    },
  },
);
const image = 'name="profileImage"; filename="me.png"\nX-Needed: 1, 2';

test.each<[what: string, body: string, faults: string[]]>([
  [
    "all of it",
    multipart(
      ['name="id"', "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
      [
        'name="addresses"\nContent-Type: application/xml; charset=utf-8',
        "<Address><zip>1</zip></Address>",
      ],
      [`${image}\nContent-Type: image/jpeg\nX-Rate-Limit-Limit: 5\nX-Json: {"zip":1}`, "x"],
    ),
    [],
  ],
  ["a text of the wrong form", multipart(['name="id"', "x"]), ["request.body.invalid /body/id"]],
  [
    "another type than declared",
    multipart([`${image}\nContent-Type: image/gif`, "x"]),
    ["request.body.media-type /body/profileImage"],
  ],
  [
    "no type where one is declared",
    multipart([image, "x"]),
    ["request.body.media-type /body/profileImage"],
  ],
  [
    "another type of an item",
    multipart(['name="addresses"\nContent-Type: application/json', "{}"]),
    ["request.body.media-type /body/addresses/0"],
  ],
  [
    "an item of the wrong type inside",
    multipart(['name="addresses"\nContent-Type: application/xml', "<a><zip>x</zip></a>"]),
    ["request.body.invalid /body/addresses/0/zip"],
  ],
  [
    "an item that is no XML",
    multipart(['name="addresses"\nContent-Type: application/xml', "<a>"]),
    ["request.body.malformed /body/addresses/0"],
  ],
  [
    "a required header missing",
    multipart(['name="profileImage"; filename="me.png"\nContent-Type: image/png', "x"]),
    ["request.body.invalid /body/profileImage"],
  ],
  [
    "a header of the wrong type",
    multipart([`${image}\nContent-Type: image/png\nX-Rate-Limit-Limit: many`, "x"]),
    ["request.body.invalid /body/profileImage"],
  ],
  [
    "a header that is no JSON",
    multipart([`${image}\nContent-Type: image/png\nX-Json: {`, "x"]),
    ["request.body.invalid /body/profileImage"],
  ],
  [
    "one value sent twice",
    multipart(['name="id"', "a"], ['name="id"', "b"]),
    ["request.body.malformed /body/id"],
  ],
])("against declared parts: %s", (_, body, faults) => {
  expect(faultsOf(declared, body, sent)).toEqual(faults);
});

test("messages name the part, what was sent and what was wanted", () => {
  const messages = (body: string) => messagesOf(declared, body, sent);
  expect(messages(multipart([`${image}\nContent-Type: image/gif`, "x"]))).toEqual([
    "profileImage has the Content-Type image/gif; the contract declares image/png, image/jpeg",
  ]);
  expect(messages(multipart([image, "x"]))).toEqual([
    "profileImage says no Content-Type; the contract declares image/png, image/jpeg",
  ]);
  expect(
    messages(multipart([`${image}\nContent-Type: image/png\nX-Rate-Limit-Limit: many`, "x"])),
  ).toEqual([
    'profileImage has a header X-Rate-Limit-Limit that is the string "many"; the contract asks for an integer',
  ]);
});

test("a JSON part that is none is one finding, though it is required", () => {
  const required = requestBodyOf(type, {
    schema: { type: "object", required: ["meta"], properties: { meta: address } },
  });
  expect(faultsOf(required, multipart(['name="meta"', "{"]), sent)).toEqual([
    "request.body.malformed /body/meta",
  ]);
});

test("lengths of octets are octets: OpenAPI 3.1 #working-with-binary-data", () => {
  const short = form({ f: { ...binary, maxLength: 4 } });
  const file = (content: string) =>
    multipart(['name="f"; filename="x"\nContent-Type: application/octet-stream', content]);
  expect(faultsOf(short, file("éé"), sent)).toEqual([]);
  expect(faultsOf(short, file("ééé"), sent)).toEqual(["request.body.invalid /body/f"]);
});

describe("style in multipart/form-data", () => {
  const schema = {
    type: "object",
    properties: {
      list: { type: "array", items: text },
      deep: address,
      spread: { type: "object", properties: { x: integer } },
    },
  };
  const encoding = {
    list: { style: "form", explode: false },
    deep: { style: "deepObject", explode: true },
    spread: { style: "form" },
  };
  const body = multipart(
    ['name="list"', "a b,50%,c+d"],
    ['name="deep[zip]"', "7"],
    ['name="x"', "1"],
  );

  test("3.1: as in a query, and nothing is percent-encoded", () => {
    const { mediaType } = requestBodyOf(type, { schema, encoding });
    const written = { list: ["a b", "50%", "c+d"], deep: { zip: 7 }, spread: { x: 1 } };
    expect(readBody(bytesOf(body), sent, mediaType)).toEqual({ state: "value", value: written });
    const { bytes, contentType } = writeBody(written, mediaType);
    expect(readBody(bytes, contentType, mediaType)).toEqual({ state: "value", value: written });
    expect(new TextDecoder().decode(bytes)).toContain("\r\n\r\na b,50%,c+d\r\n");
  });

  test("3.0: style is for the URL encoding alone", () => {
    const { mediaType } = requestBodyOf(type, { openapi: "3.0.4", schema, encoding });
    expect(readBody(bytesOf(body), sent, mediaType)).toEqual({
      state: "value",
      value: { list: ["a b,50%,c+d"], "deep[zip]": "7", x: "1" },
    });
  });
});

describe("multipart/mixed", () => {
  const mixed = "multipart/mixed; boundary=B";
  const parts = lines(
    "--B",
    "Content-Type: application/json",
    "",
    '{"zip":1}',
    "--B",
    "",
    '{"zip":2}',
    "--B--",
  );

  test("parts without names are the items of a list", () => {
    const { mediaType } = requestBodyOf("multipart/mixed", {
      schema: { type: "array", items: address },
    });
    const items = [{ zip: 1 }, { zip: 2 }];
    expect(readBody(bytesOf(parts), mixed, mediaType)).toEqual({ state: "value", value: items });
    const { bytes, contentType } = writeBody(items, mediaType);
    expect(readBody(bytes, contentType, mediaType)).toEqual({ state: "value", value: items });
  });

  test("and nobody's in an object: OpenAPI 3.1.1 has no way to say whose", () => {
    const { mediaType } = requestBodyOf("multipart/mixed", {
      schema: { type: "object", required: ["a"], properties: { a: address } },
    });
    expect(readBody(bytesOf(parts), mixed, mediaType)).toEqual({ state: "opaque" });
  });

  test("named parts are properties", () => {
    const named = requestBodyOf("multipart/mixed", {
      schema: { type: "object", properties: { a: address } },
    });
    expect(faultsOf(named, multipart(['name="a"', '{"zip":"x"}']), mixed)).toEqual([
      "request.body.invalid /body/a/zip",
    ]);
  });
});

describe("what senders write", () => {
  const upload = form({ note: text, file: { type: "array", items: binary }, meta: address });

  test("curl -F note=hi -F file=@x -F 'meta={\"zip\":7};type=application/json'", () => {
    const boundary = "------------------------hFDPYPR7Tn2oZJRVrx5mYa";
    const body = lines(
      `--${boundary}`,
      'Content-Disposition: form-data; name="note"',
      "",
      "hi",
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="x"',
      "Content-Type: application/octet-stream",
      "",
      "a\nb",
      `--${boundary}`,
      'Content-Disposition: form-data; name="meta"',
      "Content-Type: application/json",
      "",
      '{"zip":7}',
      `--${boundary}--`,
    );
    const contentType = `${type}; boundary=${boundary}`;
    expect(readBody(bytesOf(body), contentType, upload.mediaType)).toEqual({
      state: "value",
      value: { note: "hi", file: ["a\nb"], meta: { zip: 7 } },
    });
    expect(faultsOf(upload, body, contentType)).toEqual([]);
  });

  test("fetch with FormData", async () => {
    const data = new FormData();
    data.append("note", 'say "hé"\n');
    data.append("file", new File([new Uint8Array([0, 255, 13, 10])], 'a"b.bin'));
    data.append("file", new Blob(["{}"], { type: "application/json" }), "b.json");
    data.append("meta", new Blob(['{"zip":7}'], { type: "application/json" }));
    const request = new Request("http://localhost/", { method: "POST", body: data });
    const body = await request.bytes();
    const contentType = request.headers.get("content-type")!;
    expect(readBody(body, contentType, upload.mediaType)).toEqual({
      state: "value",
      // Line breaks of a text are CRLF in a form: HTML #constructing-the-form-data-set.
      value: { note: 'say "hé"\r\n', file: ["\u0000\u00ff\r\n", "{}"], meta: { zip: 7 } },
    });
  });

  test("what is written is read by fetch too", async () => {
    const written = {
      note: 'x\r\n"é"',
      file: ["\u0000\u00ff", "--concordat-boundary"],
      meta: { zip: 7 },
    };
    const { bytes, contentType } = writeBody(written, upload.mediaType);
    expect(contentType).toBe(`${type}; boundary=concordat-boundary-1`);
    const data = await new Response(bytes.slice(), {
      headers: { "content-type": contentType },
    }).formData();
    expect(data.get("note")).toBe(written.note);
    const files = data.getAll("file") as File[];
    expect(files.map(({ type }) => type)).toEqual([
      "application/octet-stream",
      "application/octet-stream",
    ]);
    expect(new Uint8Array(await files[0]!.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
    expect(JSON.parse(data.get("meta") as string)).toEqual({ zip: 7 });
  });
});

test("filenames, plain and extended", async () => {
  const { readParts } = await import("../../src/http/body/multipart-parts.ts");
  const names = [
    'filename="a\\b.txt"',
    'filename="a%22b"',
    "filename*=UTF-8''%e2%82%ac%20rates",
    "filename=\"x\"; filename*=UTF-8'en'y",
    "filename*=nonsense; filename=z",
  ];
  const body = multipart(...names.map((name): [string, string] => [`name="f"; ${name}`, "x"]));
  const read = readParts(bytesOf(body), "B") as { parts: { filename: string }[] };
  expect(read.parts.map(({ filename }) => filename)).toEqual([
    "a\\b.txt",
    'a"b',
    "€ rates",
    "y",
    "z",
  ]);
});

test("names that mean something to JavaScript are names", () => {
  const read = value(multipart(['name="__proto__"', "1"], ['name="constructor"', "2"]), form({}));
  expect(Object.entries(read as object)).toEqual([
    ["__proto__", "1"],
    ["constructor", "2"],
  ]);
});

test("what is written is read back, required headers of parts included", () => {
  const { mediaType } = declared;
  const values = fc.record({
    id: fc.uuid(),
    addresses: fc.array(fc.record({ zip: fc.integer() }), { minLength: 1 }),
    profileImage: fc.string({ unit: "binary-ascii" }),
  });
  fc.assert(
    fc.property(values, (written) => {
      const { bytes, contentType } = writeBody(written, mediaType);
      expect(readBody(bytes, contentType, mediaType)).toEqual({ state: "value", value: written });
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("any content stands between delimiters", () => {
  const { mediaType } = form({ f: { type: "array", items: binary } });
  const pieces = fc.constantFrom(
    "\r",
    "\n",
    "\r\n",
    "-",
    "--",
    "--concordat-boundary",
    "-1",
    "\u0000\u00ff",
    "x",
    "",
  );
  const values = fc.array(
    fc.array(pieces).map((all) => all.join("")),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(values, (f) => {
      const { bytes, contentType } = writeBody({ f }, mediaType);
      expect(readBody(bytes, contentType, mediaType)).toEqual({ state: "value", value: { f } });
    }),
    { seed: 1, numRuns: 300 },
  );
});
