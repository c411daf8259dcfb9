/**
 * XML bodies: OpenAPI 3.0.4 and 3.1.2 #xml-object, each row of its examples, XML 1.0 and Namespaces
 * in XML 1.0. Expected values are written from them.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody, writeBody } from "../../src/http/body/body.ts";
import { bytesOf, faultsOf, messagesOf, requestBodyOf } from "./one-body.ts";

const type = "application/xml";
const text = { type: "string" };
const integer = { type: "integer" };

/** A body whose root is <root>. */
function root(properties: object, rest: object = {}) {
  return requestBodyOf(type, {
    schema: { type: "object", xml: { name: "root" }, properties, ...rest },
  });
}

function read(body: string | Uint8Array, { mediaType }: ReturnType<typeof root>, as = type) {
  const reading = readBody(bytesOf(body), as, mediaType);
  return reading.state === "value" ? reading.value : reading;
}

function written(value: unknown, { mediaType }: ReturnType<typeof root>): string {
  const { bytes, contentType } = writeBody(value, mediaType);
  expect(contentType).toBe(type);
  const [declaration, rest] = new TextDecoder().decode(bytes).split("\n");
  expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  return rest!;
}

const list = { type: "array", items: text };
const named = { type: "array", items: { ...text, xml: { name: "animal" } } };

describe("the specification's examples, read and written", () => {
  test.each<[what: string, schema: object, xml: string, animals: unknown]>([
    ["no XML element", text, "<animals>a</animals>", "a"],
    ["a list", list, "<animals>a</animals><animals>b</animals>", ["a", "b"]],
    ["another name", { ...text, xml: { name: "animal" } }, "<animal>a</animal>", "a"],
    ["names of items", named, "<animal>a</animal><animal>b</animal>", ["a", "b"]],
    [
      "an outer name without effect",
      { ...named, xml: { name: "aliens" } },
      "<animal>a</animal><animal>b</animal>",
      ["a", "b"],
    ],
    [
      "wrapped",
      { ...list, xml: { wrapped: true } },
      "<animals><animals>a</animals><animals>b</animals></animals>",
      ["a", "b"],
    ],
    [
      "wrapped, items named",
      { ...named, xml: { wrapped: true } },
      "<animals><animal>a</animal><animal>b</animal></animals>",
      ["a", "b"],
    ],
    [
      "both named",
      { ...named, xml: { name: "aliens", wrapped: true } },
      "<aliens><animal>a</animal><animal>b</animal></aliens>",
      ["a", "b"],
    ],
    [
      "the outer one named",
      { ...list, xml: { name: "aliens", wrapped: true } },
      "<aliens><aliens>a</aliens><aliens>b</aliens></aliens>",
      ["a", "b"],
    ],
  ])("%s", (_, schema, xml, animals) => {
    const body = root({ animals: schema });
    expect(read(`<root>${xml}</root>`, body)).toEqual({ animals });
    expect(written({ animals }, body)).toBe(`<root>${xml}</root>`);
  });

  const person = requestBodyOf(type, {
    schema: { $ref: "#/components/schemas/Person" },
    components: {
      schemas: {
        Person: {
          type: "object",
          properties: {
            id: { type: "integer", format: "int32", xml: { attribute: true } },
            name: {
              type: "string",
              xml: { namespace: "https://example.com/schema/sample", prefix: "sample" },
            },
          },
        },
      },
    },
  });
  const personXml =
    '<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>';

  test("attribute, prefix and namespace; the root is named as the component", () => {
    expect(read(personXml, person)).toEqual({ id: 123, name: "example" });
    expect(written({ id: 123, name: "example" }, person)).toBe(personXml);
  });

  test.each<[what: string, xml: string, value: unknown]>([
    [
      "another prefix",
      '<Person id="1"><x:name xmlns:x="https://example.com/schema/sample">a</x:name></Person>',
      { id: 1, name: "a" },
    ],
    [
      "a default namespace",
      '<Person xmlns="https://example.com/schema/sample"><name>a</name></Person>',
      { name: "a" },
    ],
    [
      "declared around",
      '<Person xmlns:s="https://example.com/schema/sample"><s:name>a</s:name></Person>',
      { name: "a" },
    ],
    ["no namespace: another element", "<Person><name>a</name></Person>", { "<name>": "a" }],
    [
      "another namespace",
      '<Person><x:name xmlns:x="urn:x">a</x:name></Person>',
      { "<x:name>": "a" },
    ],
    ["an element where an attribute is due", "<Person><id>1</id></Person>", { "<id>": "1" }],
  ])("namespaces bind, prefixes do not: %s", (_, xml, value) => {
    expect(read(xml, person)).toEqual(value);
  });

  test("null values: 3.1.2 #handling-null-values", () => {
    const product = requestBodyOf(type, {
      schema: { $ref: "#/components/schemas/product" },
      components: {
        schemas: {
          product: {
            type: "object",
            required: ["count", "description", "related"],
            properties: {
              count: { type: ["number", "null"], xml: { attribute: true } },
              rating: { type: "string", xml: { attribute: true } },
              description: { type: "string" },
              related: { type: ["object", "null"] },
            },
          },
        },
      },
    });
    const value = { count: null, description: "Thing", related: null };
    expect(
      read(
        '<product><description>Thing</description><related xsi:nil="true" /></product>',
        product,
      ),
    ).toEqual(value);
    const xml = written(value, product);
    expect(xml).toBe(
      '<product><description>Thing</description><related xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></product>',
    );
    expect(read(xml, product)).toEqual(value);
  });
});

const address = { type: "object", properties: { city: text, zip: integer } };

describe("values by their schemas", () => {
  test.each<[what: string, properties: object, xml: string, value: unknown]>([
    [
      "numbers and booleans, spaces around them",
      { n: integer, b: { type: "boolean" } },
      "<n> 5\n</n><b>true</b>",
      { n: 5, b: true },
    ],
    ["a text keeps its spaces", { a: text }, "<a> x </a>", { a: " x " }],
    ["an empty text", { a: text }, "<a/>", { a: "" }],
    [
      "an object inside",
      { a: address },
      "<a><city>Rome</city><zip>184</zip></a>",
      { a: { city: "Rome", zip: 184 } },
    ],
    ["an empty object", { a: address }, "<a/>", { a: {} }],
    [
      "a list of objects",
      { a: { type: "array", items: address } },
      "<a><zip>1</zip></a><a><zip>2</zip></a>",
      { a: [{ zip: 1 }, { zip: 2 }] },
    ],
    ["an empty wrapped list", { a: { ...list, xml: { wrapped: true } } }, "<a/>", { a: [] }],
    [
      "references and CDATA",
      { a: text },
      "<a>&lt;&#65;&#x1F600;<![CDATA[<&amp;]]></a>",
      { a: "<A😀<&amp;" },
    ],
    [
      "comments and instructions are nothing",
      { a: text },
      "<!-- c --><a>x<!-- c -->y<?p i?></a>",
      { a: "xy" },
    ],
    [
      "elements that are not declared",
      {},
      '<x>1</x><y a="1"><z/></y><w>1</w><w>2</w>',
      { x: "1", y: { a: "1", z: "" }, w: ["1", "2"] },
    ],
    ["a value sent twice", { n: integer }, "<n>1</n><n>2</n>", { n: [1, 2] }],
    [
      "null, by its namespace",
      { n: { type: ["integer", "null"] } },
      '<n xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1"/>',
      { n: null },
    ],
    [
      "a list inside a list",
      { a: { type: "array", items: list } },
      "<a><a>1</a><a>2</a></a><a/>",
      { a: [["1", "2"], []] },
    ],
  ])("%s", (_, properties, xml, value) => {
    expect(read(`<root>${xml}</root>`, root(properties))).toEqual(value);
  });

  test("a list without an element of its own is empty where it must be there", () => {
    const body = root({ a: list, b: list }, { required: ["a"] });
    expect(read("<root/>", body)).toEqual({ a: [] });
  });

  test("references, allOf and the XML Object behind them", () => {
    const body = requestBodyOf(type, {
      schema: {
        type: "object",
        properties: {
          pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } },
          owner: { $ref: "#/components/schemas/Owner" },
        },
      },
      components: {
        schemas: {
          Pet: { allOf: [{ $ref: "#/components/schemas/Base" }], properties: { name: text } },
          Base: {
            type: "object",
            xml: { name: "pet" },
            properties: { id: { type: "integer", xml: { attribute: true } } },
          },
          Owner: { type: "string" },
        },
      },
    });
    const xml = '<anything><pet id="1"><name>a</name></pet><owner>b</owner></anything>';
    expect(read(xml, body)).toEqual({ pets: [{ id: 1, name: "a" }], owner: "b" });
  });

  test("a list as the whole body", () => {
    const body = requestBodyOf(type, {
      schema: {
        type: "array",
        items: { ...address, xml: { name: "address" } },
        xml: { name: "addresses", wrapped: true },
      },
    });
    const xml = "<addresses><address><zip>1</zip></address></addresses>";
    expect(read(xml, body)).toEqual([{ zip: 1 }]);
    expect(written([{ zip: 1 }], body)).toBe(xml);
  });

  test("a text as the whole body", () => {
    const body = requestBodyOf(type, { schema: { type: "integer", xml: { name: "count" } } });
    expect(read("<count>7</count>", body)).toBe(7);
    expect(written(7, body)).toBe("<count>7</count>");
  });

  test.each(["text/xml", "application/atom+xml", "application/xml; charset=utf-8"])("%s", (as) => {
    expect(read("<root><a>x</a></root>", root({ a: text }), as)).toEqual({ a: "x" });
  });
});

describe("encodings: RFC 7303 §3", () => {
  const latin = (source: string) => Uint8Array.from(source, (character) => character.charCodeAt(0));
  const utf16 = (source: string) =>
    new Uint8Array(Uint16Array.from(source, (character) => character.charCodeAt(0)).buffer);
  test.each<[what: string, body: Uint8Array | string, as: string]>([
    ["UTF-8 by default", "<root><a>é</a></root>", type],
    ["a byte order mark", "\ufeff<root><a>é</a></root>", type],
    [
      "as the text declares",
      latin('<?xml version="1.0" encoding="ISO-8859-1"?><root><a>é</a></root>'),
      type,
    ],
    [
      "the Content-Type goes first",
      latin('<?xml version="1.0" encoding="UTF-8"?><root><a>é</a></root>'),
      `${type}; charset=latin1`,
    ],
    ["UTF-16 by its mark", utf16("\ufeff<root><a>é</a></root>"), `${type}; charset=latin1`],
  ])("%s", (_, body, as) => {
    expect(read(body, root({ a: text }), as)).toEqual({ a: "é" });
  });
});

const order = root(
  {
    n: integer,
    items: { type: "array", items: { ...address, xml: { name: "item" } }, xml: { wrapped: true } },
  },
  { required: ["n"], additionalProperties: false },
);

test.each<[body: string, faults: string[]]>([
  ["<root><n>1</n><items><item><zip>1</zip></item></items></root>", []],
  ["<root><n>x</n></root>", ["request.body.invalid /body/n"]],
  ["<root/>", ["request.body.invalid /body"]],
  ["<root><n>1</n><n>2</n></root>", ["request.body.invalid /body/n"]],
  ["<root><n>1</n><other/></root>", ["request.body.invalid /body/other"]],
  ['<root x="1"><n>1</n></root>', ["request.body.invalid /body/x"]],
  ['<root xmlns:xsi="urn:x" xsi:schemaLocation="y" xml:lang="en"><n>1</n></root>', []],
  [
    "<root><n>1</n><items><item><zip>x</zip></item></items></root>",
    ["request.body.invalid /body/items/0/zip"],
  ],
  [
    "<root><n>1</n><items><thing><zip>x</zip></thing></items></root>",
    ["request.body.invalid /body/items/0"],
  ],
  ["<order><n>x</n></order>", ["request.body.invalid /body"]],
  ["<root>", ["request.body.malformed /body"]],
  ["", ["request.body.missing /body"]],
])("%s is found to have %j", (body, faults) => {
  expect(faultsOf(order, body, type)).toEqual(faults);
});

test("messages name the element", () => {
  expect(messagesOf(order, "<order/>", type)).toEqual([
    "the body has the root element <order>; the contract asks for <root>",
  ]);
  expect(messagesOf(order, "<root><n>1</n><items><thing/></items></root>", type)).toEqual([
    "items.0 is an element <thing>; the contract asks for <item>",
  ]);
});

// XML 1.0, the production or section that each breaks.
test.each<[what: string, xml: string, reason: string]>([
  ["no element: [1]", "  ", "is not XML: it ends at line 1, column 3, where an element should be"],
  [
    "text outside: [1]",
    "x<a/>",
    'is not XML: at line 1, column 1 stands "x<a/>" where an element should be',
  ],
  [
    "two roots: [1]",
    "<a/><b/>",
    'is not XML: at line 1, column 5 stands "<b/>" where the end of the text should be',
  ],
  [
    "no end: [39]",
    "<a>\n<b></b>",
    "is not XML: it ends at line 2, column 8, where the end tag </a> should be",
  ],
  [
    "another end: WFC Element Type Match",
    "<a><b></a>",
    'is not XML: at line 1, column 7 stands "</a>" where the end tag </b> should be',
  ],
  [
    "an attribute twice: WFC Unique Att Spec",
    '<a x="1" x="2"/>',
    'is not XML: at line 1, column 10 stands "x=\\"2\\"/>" where an attribute other than x should be',
  ],
  [
    "without quotes: [10]",
    "<a x=1/>",
    'is not XML: at line 1, column 6 stands "1/>" where a value in quotes should be',
  ],
  [
    "< in a value: WFC",
    '<a x="<"/>',
    'is not XML: at line 1, column 7 stands "<\\"/>" where &lt; should be',
  ],
  [
    "no space between: [40]",
    '<a x="1"y="2"/>',
    'is not XML: at line 1, column 9 stands "y=\\"2\\"/>" where an attribute, > or /> of <a should be',
  ],
  [
    "an unknown entity: §4.1",
    "<a>&nbsp;</a>",
    'is not XML: at line 1, column 4 stands "&nbsp;</a>" where a reference to a character, or &amp; should be',
  ],
  [
    "a reference to no character: [66]",
    "<a>&#0;</a>",
    'is not XML: at line 1, column 4 stands "&#0;</a>" where a reference to a character, or &amp; should be',
  ],
  [
    "& alone",
    "<a>x & y</a>",
    'is not XML: at line 1, column 6 stands "& y</a>" where a reference to a character, or &amp; should be',
  ],
  [
    "]]> in a text: [14]",
    "<a>]]></a>",
    'is not XML: at line 1, column 4 stands "]]></a>" where ]]&gt; should be',
  ],
  [
    "-- in a comment: [15]",
    "<a><!-- -- --></a>",
    'is not XML: at line 1, column 9 stands "-- --></a>" where the end of the comment, --> should be',
  ],
  [
    "a control character: [2]",
    "<a>\u0001</a>",
    'is not XML: at line 1, column 4 stands "\\u0001</a>" where a character that XML allows should be',
  ],
  [
    "an end that nothing begins: [39]",
    "</a>",
    'is not XML: at line 1, column 1 stands "</a>" where an element should be',
  ],
  [
    "a declaration that is late: [22]",
    ' <?xml version="1.0"?><a/>',
    'is not XML: at line 1, column 2 stands "<?xml version=\\"1.0\\"?" where an element should be',
  ],
  [
    "JSON",
    '{"a":1}',
    'is not XML: at line 1, column 1 stands "{\\"a\\":1}" where an element should be',
  ],
  [
    "a document type",
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "has a document type declaration, which is not read",
  ],
  [
    "entities upon entities",
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]>\n<a>&y;</a>',
    "has a document type declaration, which is not read",
  ],
  [
    "deep nesting",
    "<a>".repeat(100_000),
    'is not XML: at line 1, column 1501 stands "<a><a><a><a><a><a><a" where nesting of 500 elements at most should be',
  ],
])("no XML: %s", (_, xml, reason) => {
  expect(read(xml, root({}))).toEqual({ state: "malformed", reason });
});

test("500 levels are read", () => {
  const deep = "<a>".repeat(499) + "</a>".repeat(499);
  expect(read(`<root>${deep}</root>`, root({}))).toHaveProperty("a.a.a.a");
});

test("names that mean something to JavaScript are names", () => {
  const value = read(
    '<root constructor="1"><__proto__>2</__proto__><__proto__><x/></__proto__></root>',
    root({}),
  );
  expect(Object.entries(value as object)).toEqual([
    ["constructor", "1"],
    ["__proto__", ["2", { x: "" }]],
  ]);
});

test("what is written is read back", () => {
  const body = root({
    id: { ...text, xml: { attribute: true } },
    n: integer,
    plain: text,
    list,
    wrapped: { ...named, xml: { wrapped: true } },
    places: {
      type: "array",
      items: { ...address, xml: { name: "place", prefix: "p", namespace: "urn:p" } },
      xml: { wrapped: true, name: "p:places", namespace: "urn:p" },
    },
    note: { ...text, xml: { name: "note", prefix: "q", namespace: 'urn:"q"&' } },
  });
  // What XML cannot hold is replaced; a carriage return is kept as a reference.
  const held = fc.string({ unit: "grapheme" }).map((all) => `${all}\r\n\t <&>"']]>`);
  const values = fc.record({
    id: held,
    n: fc.integer(),
    plain: held,
    list: fc.array(held, { minLength: 1 }),
    wrapped: fc.array(held),
    places: fc.array(fc.record({ city: held, zip: fc.integer() })),
    note: held,
  });
  fc.assert(
    fc.property(values, (value) => {
      const { bytes, contentType } = writeBody(value, body.mediaType);
      expect(readBody(bytes, contentType, body.mediaType)).toEqual({ state: "value", value });
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a property that is no XML name is written under one, and controls are replaced", () => {
  expect(written({ "1 a": "\u0000" }, root({}))).toBe("<root><_1_a>\ufffd</_1_a></root>");
});
