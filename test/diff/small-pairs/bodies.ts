/**
 * Media types, kinds, forms and XML.
 */
import { answer, body, type Case, json } from "./documents.ts";

export const MEDIA: Case[] = [
  {
    name: "a request of one type is taken by a range",
    base: body(json("{ type: string }")),
    revision: body(`"*/*": { schema: { type: integer } }`),
    rows: ["breaking request.body.incompatible /schema/type"],
  },
  {
    name: "a range that was sent is taken as one type",
    base: body(`"application/*": { schema: { type: string } }`),
    revision: body(json("{ type: string }")),
    rows: ["breaking request.body.media-type /requestBody"],
  },
  {
    name: "an answer of one type comes by a range",
    base: answer(json("{ type: string }")),
    revision: answer(`"application/*": { schema: { type: integer } }`),
    rows: [
      "breaking response.body.incompatible /schema/type",
      "info diff.media-type.added /content/application~1*",
    ],
  },
  {
    name: "an answer of a range comes as one type",
    base: answer(`"application/*": { schema: { type: string } }`),
    revision: answer(json("{ type: integer }")),
    rows: ["breaking response.body.incompatible /schema/type"],
  },
  {
    name: "a media type in other letters and with a charset",
    base: body(`"Application/JSON": { schema: { type: string } }`),
    revision: body(`application/json; charset=utf-8: { schema: { type: string } }`),
    rows: [],
  },
  {
    name: "a media type of another version",
    base: body(`application/vnd.pets+json; version=1: { schema: { type: string } }`),
    revision: body(`application/vnd.pets+json; version=2: { schema: { type: string } }`),
    rows: [
      "breaking request.body.media-type /requestBody",
      "info diff.media-type.added application~1vnd.pets+json; version=2",
    ],
  },
];

const pets = (rest: string, more = "") =>
  `components: { schemas: { Pet: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }${more}], ${rest} }, Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }, Dog: { type: object, required: [kind, barks], properties: { kind: { type: string }, barks: { type: boolean } } }, Fox: { type: object, required: [kind, says], properties: { kind: { type: string }, says: { type: string } } } } }`;

const PET = json(`{ $ref: "#/components/schemas/Pet" }`);

export const DISCRIMINATORS: Case[] = [
  {
    name: "a further kind in an answer",
    base: answer(PET, "3.1.0", pets("discriminator: { propertyName: kind }")),
    revision: answer(
      PET,
      "3.1.0",
      pets("discriminator: { propertyName: kind }", `, { $ref: "#/components/schemas/Fox" }`),
    ),
    rows: [
      "breaking response.body.incompatible /Pet/oneOf",
      "info diff.property.added /Fox/properties/says",
    ],
  },
  {
    name: "a further kind in a request",
    base: body(PET, "3.1.0", pets("discriminator: { propertyName: kind }")),
    revision: body(
      PET,
      "3.1.0",
      pets("discriminator: { propertyName: kind }", `, { $ref: "#/components/schemas/Fox" }`),
    ),
    rows: [],
  },
  ...(["answer", "request"] as const).flatMap((way): Case[] => {
    const make = way === "answer" ? answer : body;
    const cats = (mapping: string) => pets(`discriminator: { propertyName: kind, ${mapping} }`);
    return [
      {
        name: `a kind has another name in an ${way}`,
        base: make(PET, "3.1.0", cats("mapping: { cat: '#/components/schemas/Cat', dog: Dog }")),
        revision: make(
          PET,
          "3.1.0",
          cats("mapping: { CAT: '#/components/schemas/Cat', dog: Dog }"),
        ),
        rows: ["warning diff.discriminator.changed /Pet/discriminator"],
      },
      {
        name: `kinds are mapped in an ${way} as they are called`,
        base: make(PET, "3.1.0", cats("")),
        revision: make(PET, "3.1.0", cats("mapping: { Cat: '#/components/schemas/Cat' }")),
        rows: [],
      },
      {
        name: `a component that names a kind in an ${way} has another name`,
        base: make(PET, "3.1.0", cats("")),
        revision: make(PET, "3.1.0", cats("").replaceAll("Cat", "Kitten")),
        rows: ["warning diff.discriminator.changed /Pet/discriminator"],
      },
      {
        name: `another property tells the kind in an ${way}`,
        base: make(PET, "3.1.0", cats("")),
        revision: make(PET, "3.1.0", cats("").replace("propertyName: kind", "propertyName: is")),
        rows: ["warning diff.discriminator.changed /Pet/discriminator"],
      },
    ];
  }),
  {
    name: "a component has another name, and its kind the old one",
    base: body(PET, "3.1.0", pets("discriminator: { propertyName: kind }")),
    revision: body(
      PET,
      "3.1.0",
      pets("discriminator: { propertyName: kind, mapping: { Cat: '#/components/schemas/Kitten' } }")
        .replaceAll("schemas/Cat", "schemas/Kitten")
        .replace("Cat: { type: object", "Kitten: { type: object"),
    ),
    rows: [],
  },
];

const form = (schema: string, encoding: string) =>
  body(`multipart/form-data: { schema: { type: object, ${schema} }, encoding: { ${encoding} } }`);

const IDS = "ids: { type: array, items: { type: string } }";
const xml = (line: string) =>
  body(`application/xml: { schema: { type: object, xml: { name: o }, properties: { ${line} } } }`);

export const FORMS: Case[] = [
  {
    name: "a file of a stated type is one of any",
    base: form(
      "properties: { a: { type: string, format: binary } }",
      "a: { contentType: image/png }",
    ),
    revision: form("properties: { a: { type: string, format: binary } }", ""),
    rows: [],
  },
  {
    name: "what the receiver does not declare is not read in any form",
    base: form(`properties: { n: { type: string }, ${IDS} }`, ""),
    revision: form("properties: { n: { type: string } }", "ids: { style: form, explode: false }"),
    rows: ["warning diff.property.removed /properties/ids"],
  },
  {
    name: "what the sender does not send is not written in any form",
    base: form(
      "properties: { n: { type: string }, ids: { type: array, readOnly: true, items: { type: string } } }",
      "",
    ),
    revision: form(
      `properties: { n: { type: string }, ${IDS} }`,
      "ids: { style: form, explode: false }",
    ),
    rows: ["info diff.property.added /properties/ids"],
  },
  {
    name: "items stand in an element of their own name",
    base: xml("line: { type: array, items: { type: string, xml: { name: line } } }"),
    revision: xml(
      "line: { type: array, xml: { wrapped: true }, items: { type: string, xml: { name: line } } }",
    ),
    rows: ["breaking diff.body.wire-form /properties/line/xml"],
  },
  {
    name: "a part in XML has other names",
    base: form(
      "properties: { a: { type: object, properties: { n: { type: string } } } }",
      "a: { contentType: application/xml }",
    ),
    revision: form(
      "properties: { a: { type: object, properties: { n: { type: string, xml: { name: m } } } } }",
      "a: { contentType: application/xml }",
    ),
    rows: ["breaking diff.body.wire-form /properties/n/xml"],
  },
];
