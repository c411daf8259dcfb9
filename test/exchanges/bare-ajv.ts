/**
 * Ajv as it comes, with the formats that a specification defines.
 *
 * 2020-12 validation #defined-formats; the OpenAPI format registry.
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

export function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    validateSchema: false,
    ownProperties: true,
    multipleOfPrecision: 9,
    code: { regExp: Object.assign(lenientPattern, { code: "lenientPattern" }) },
  });
  const add = addFormats as unknown as (ajv: Ajv2020, formats: readonly string[]) => void;
  add(ajv, FORMATS);
  // ajv-formats takes every integer for an int64; the registry of OpenAPI has its range.
  ajv.addFormat("int64", {
    type: "number",
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= 2 ** 63,
  });
  return ajv;
}

// Those of 2020-12 and of OpenAPI's registry: Ajv has others, such as `url`, that nobody defines.
const FORMATS: readonly string[] = [
  ...["date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri"],
  ...["uri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex"],
  ...["byte", "int32", "float", "double"],
];

// With the flag `u`, as JSON Schema asks, else as documents write them: `[\w\-]`.
function lenientPattern(source: string): RegExp {
  try {
    return new RegExp(source, "u");
  } catch {
    return new RegExp(source);
  }
}
