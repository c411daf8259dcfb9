/**
 * What the schema of SARIF 2.1.0 has to say about a log.
 */
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with {
  type: "json",
};
import { Ajv } from "ajv";
import formats from "ajv-formats";

// It says draft 4, whose name for `$id` is all that sets it apart here.
const { id: _, $schema: __, ...schema } = sarifSchema;
// One of its patterns is none with the `u` flag.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** A line for each; none where the log fits. */
export function sarifFaults(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
