/**
 * The headers of a part of a multipart body in both versions.
 *
 * OpenAPI 3.1 #encoding-object: `headers`, of multipart bodies alone. Names ignore case: RFC 9110
 * §5.1.
 */
import type { FormField } from "../../http/body/form-plan.ts";
import { addHeaderValueChanges } from "./header-values.ts";
import { type OperationPair, placed } from "./side.ts";

export interface PartUse {
  from: FormField;
  to: FormField;
  /** Of the parts, for a header that only one version has. */
  places: ReturnType<typeof placed>;
}

export function addPartHeaderChanges(pair: OperationPair, { from, to, places }: PartUse): void {
  const { caller, answerer, name, changes } = pair;
  const sent = new Map(from.headers.map((header) => [header.name.toLowerCase(), header]));
  const [ofCaller, ofAnswerer] = [places[caller.version], places[answerer.version]];
  for (const header of to.headers) {
    const key = header.name.toLowerCase();
    const partner = sent.get(key);
    sent.delete(key);
    const draft = {
      code: "diff.body.part-header",
      ...placed(pair, partner?.place ?? ofCaller, header.place),
      operation: name,
      kind: `${from.name} ${key}`,
    } as const;
    const called = `the header ${header.name} of the part ${from.name}`;
    if (header.required && partner?.required !== true) {
      const does = partner === undefined ? "does not send it" : "may leave it out";
      changes.add({
        ...draft,
        message: `the ${answerer.version} requires ${called}; the ${caller.version} ${does}`,
      });
    } else if (partner === undefined) {
      changes.add({
        ...draft,
        severity: "info",
        message: `the ${answerer.version} declares ${called}; the ${caller.version} does not`,
      });
    }
    if (partner !== undefined) {
      addHeaderValueChanges(pair, {
        direction: "request",
        severity: undefined,
        sent: partner,
        read: header,
        subject: called,
      });
    }
  }
  for (const header of sent.values()) {
    changes.add({
      code: "diff.body.part-header",
      severity: "warning",
      message: `the ${caller.version} may send the header ${header.name} of the part ${from.name}; the ${answerer.version} does not declare it, and may ignore it`,
      ...placed(pair, header.place, ofAnswerer),
      operation: name,
      kind: `${from.name} ${header.name.toLowerCase()}`,
    });
  }
}
