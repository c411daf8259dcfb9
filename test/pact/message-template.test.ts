/**
 * Templates of messages for PactV4, made of an AsyncAPI contract.
 */
import { describe, expect, test } from "vitest";
import { ConcordatError } from "../../src/findings/concordat-error.ts";
import { type MessageTemplateOptions, message } from "../../src/pact/message-template.ts";
import { variants } from "../../src/pact/variants.ts";
import { readContractText } from "../contract-text.ts";

const contract = readContractText(`
asyncapi: 3.0.0
info: { title: Events, version: "1" }
defaultContentType: application/json
channels:
  order.created:
    address: shop.order.created
    messages:
      OrderCreated:
        headers: { type: object, properties: { attempt: { type: integer }, eventId: { type: string } } }
        payload:
          type: object
          required: [order]
          properties:
            order:
              type: object
              properties:
                id: { type: string, pattern: "^o-" }
                total: { type: number }
                lines:
                  type: array
                  items:
                    type: object
                    properties: { sku: { type: string }, quantity: { type: integer } }
        examples:
          # Breaks its own schema.
          - payload: { order: { id: 5 } }
          - headers: { eventId: e-9, attempt: 2 }
            payload: { order: { id: o-9, lines: [{ sku: s-9, quantity: 9 }] } }
  orderChanges:
    messages:
      OrderPaid: { payload: { type: object, properties: { at: { type: integer } } } }
      OrderShut: { payload: { type: object, properties: { at: { type: string } } } }
  stock:
    address: null
    messages:
      OrderShut: { payload: { type: object, properties: { at: { type: boolean } } } }
  region:
    address: "orders.{region}.{day}"
    messages:
      Regional: { payload: { type: object, properties: { at: { type: integer } } } }
  log:
    messages:
      Line: { contentType: text/plain }
`);

const optional = readContractText(`
asyncapi: 3.0.0
info: { title: Notes, version: "1" }
channels:
  notes:
    messages:
      OrderNoted:
        payload:
          type: object
          required: [order]
          properties:
            order:
              type: object
              required: [id]
              properties: { id: { type: string }, note: { type: [string, "null"] } }
        examples: [{ payload: { order: { id: o-1, note: Ring } } }]
`);

const matcher = (type: string, value: unknown) => ({ "pact:matcher:type": type, value });

function templateOf(options: MessageTemplateOptions) {
  return message(contract, "order.created", options);
}

describe("contents", () => {
  test.each([
    // fields                            contents of the pact
    [{ order: { id: "o-1" } }, { order: { id: matcher("type", "o-1") } }],
    [{ order: { total: 3 } }, { order: { total: matcher("number", 3) } }],
    [
      { order: { lines: [{ quantity: 2 }] } },
      { order: { lines: { ...matcher("type", [{ quantity: matcher("integer", 2) }]), min: 1 } } },
    ],
    [{ order: { unknown: true } }, { order: { unknown: matcher("boolean", true) } }],
    [
      { order: { id: { "pact:matcher:type": "equality", value: "o-1" } } },
      { order: { id: { "pact:matcher:type": "equality", value: "o-1" } } },
    ],
    // By name, with the values of the first example that is valid.
    [
      ["/order/id", "/order/lines/*/quantity"],
      {
        order: {
          id: matcher("type", "o-9"),
          lines: { ...matcher("type", [{ quantity: matcher("integer", 9) }]), min: 1 },
        },
      },
    ],
  ])("%j", (fields, contents) => {
    expect(templateOf({ fields }).contents).toEqual(contents);
  });

  test("are none where nothing is read of them", () => {
    expect(templateOf({}).contents).toBeUndefined();
  });
});

describe("metadata", () => {
  test.each([
    // metadata                          of the pact, beside the channel
    [undefined, {}],
    [{ eventId: "e-1" }, { eventId: matcher("type", "e-1") }],
    [
      { attempt: 1, of: 3 },
      { attempt: matcher("integer", 1), of: matcher("number", 3) },
    ],
    [["eventId", "attempt"], { eventId: matcher("type", "e-9"), attempt: matcher("integer", 2) }],
    [["traceId"], { traceId: matcher("type", "traceId") }],
    [
      { eventId: { "pact:matcher:type": "regex", regex: "^e", value: "e-1" } },
      { eventId: { "pact:matcher:type": "regex", regex: "^e", value: "e-1" } },
    ],
    [["contentType"], { contentType: "application/json" }],
    // Where and as what a message travels is asked for as it is.
    [{ "content-type": "application/x+json" }, { "content-type": "application/x+json" }],
  ])("%j", (metadata, expected) => {
    expect(templateOf({ metadata }).metadata).toEqual({
      channel: "shop.order.created",
      ...expected,
    });
  });

  test("that says by name where the message travels has the address there", () => {
    expect(templateOf({ metadata: ["topic"] }).metadata).toEqual({ topic: "shop.order.created" });
  });

  test.each([
    // metadata that says where the message travels takes the place of the channel
    [{ topic: "shop.order.created" }],
    [{ "routing-key": { "pact:matcher:type": "regex", regex: "^shop", value: "shop.x" } }],
  ])("%j", (metadata) => {
    expect(templateOf({ metadata }).metadata).toEqual(metadata);
  });
});

describe("the message", () => {
  test.each([
    // what is named                     what stands in the pact
    ["order.created", "shop.order.created", "type"],
    ["shop.order.created", "shop.order.created", "type"],
    ["OrderCreated", "shop.order.created", "type"],
    ["order.created OrderCreated", "shop.order.created", "type"],
    ["OrderPaid", "orderChanges", "integer"],
    ["orderChanges OrderShut", "orderChanges", "number"],
    // Its channel has no address yet, so that the name stands in.
    ["stock", "stock", "number"],
    ["stock OrderShut", "stock", "number"],
  ])("%s", (named, channel, type) => {
    const fields = type === "type" ? { at: "now" } : { at: 1 };
    expect(message(contract, named, { fields })).toEqual({
      contents: { at: expect.objectContaining({ "pact:matcher:type": type }) },
      metadata: { channel },
    });
  });

  const all =
    "order.created OrderCreated, orderChanges OrderPaid, orderChanges OrderShut, stock OrderShut, region Regional, log Line";

  test.each([
    // what is named                     the error says
    [
      "order.deleted",
      `the contract Events has no channel and no message "order.deleted"; it declares ${all}`,
    ],
    [
      "orderChanges",
      '"orderChanges" may be orderChanges OrderPaid or orderChanges OrderShut of the contract Events',
    ],
    [
      "OrderShut",
      '"OrderShut" may be orderChanges OrderShut or stock OrderShut of the contract Events',
    ],
    [
      "region",
      "the channel region needs a value for region, day: its address is orders.{region}.{day}",
    ],
  ])("%s is refused", (named, says) => {
    const attempt = () => message(contract, named);
    expect(attempt).toThrow(ConcordatError);
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  test("with the address of its channel filled in by the test", () => {
    const metadata = { channel: "orders.eu.today" };
    expect(message(contract, "region", { metadata, fields: { at: 1 } })).toEqual({
      contents: { at: matcher("integer", 1) },
      metadata,
    });
  });
});

test("variants of a message are those of its payload", () => {
  const fields = ["/order/id", "/order/note"];
  expect(variants(optional, "OrderNoted", { fields })).toEqual([
    { name: "everything present", fields: { order: { id: "o-1", note: "Ring" } } },
    { name: "every optional field absent", fields: { order: { id: "o-1" } } },
    { name: "every nullable field null", fields: { order: { id: "o-1", note: null } } },
  ]);
  expect(() => variants(optional, "OrderMade", { fields })).toThrow(
    'the contract Notes has no channel and no message "OrderMade"; it declares notes OrderNoted',
  );
});

test("a contract of HTTP has no messages", () => {
  const http = readContractText("openapi: 3.1.0\ninfo: { title: Orders, version: '1' }\npaths: {}");
  expect(() => message(http, "order.created")).toThrow("it declares none");
});
