/**
 * Headers of answers that came, went, became optional, or have other values.
 *
 * OpenAPI 3.1 #header-object. Names ignore case: RFC 9110 §5.1.
 */
import { addHeaderValueChanges } from "./header-values.ts";
import type { AnswerPair } from "./responses.ts";
import { type OperationPair, placed } from "./side.ts";

export function addHeaderChanges(pair: OperationPair, { sent, read, severity }: AnswerPair): void {
  const { caller, answerer, name, changes } = pair;
  const fields = new Map(sent.headers.map((header) => [header.name.toLowerCase(), header]));
  for (const header of read.headers) {
    const partner = fields.get(header.name.toLowerCase());
    fields.delete(header.name.toLowerCase());
    if (partner === undefined || (header.required && !partner.required)) {
      const does = partner === undefined ? "does not declare it" : "may leave it out";
      changes.add({
        code: "response.header.missing",
        severity: severity ?? (header.required ? undefined : "warning"),
        message: `the ${caller.version} ${header.required ? "relies on" : "has"} the header ${header.name} of ${read.status}; the ${answerer.version} ${does}`,
        ...placed(pair, header.place, partner?.place ?? sent.place),
        operation: name,
        kind: header.name.toLowerCase(),
      });
    }
    if (partner !== undefined) {
      addHeaderValueChanges(pair, {
        direction: "response",
        severity,
        sent: partner,
        read: header,
        subject: `the header ${partner.name} of ${sent.status}`,
      });
    }
  }
  if (answerer.version !== "revision") return;
  for (const header of fields.values()) {
    changes.add({
      code: "diff.header.added",
      message: `the revision also sends the header ${header.name} in ${sent.status}`,
      ...placed(pair, read.place, header.place),
      operation: name,
      kind: header.name.toLowerCase(),
    });
  }
}
