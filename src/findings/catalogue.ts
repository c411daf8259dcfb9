/**
 * Every code that a finding or an error can carry: what it means, and how to mend it.
 *
 * `concordat explain CODE` prints an entry. A code reads side, part, problem.
 */
import type { FindingCode } from "./code.ts";

export type Severity = "error" | "warning" | "info";

export interface CatalogueEntry {
  severity: Severity;
  title: string;
  mend: string;
  /** The text that makes it a rule: specification and anchor. */
  source: string;
}

export const catalogue: Readonly<Record<FindingCode, CatalogueEntry>> = {
  "source.syntax": {
    severity: "error",
    title: "The document is neither YAML nor JSON",
    mend: "Correct the text at the place shown.",
    source: "YAML 1.2; RFC 8259",
  },
  "source.cyclic-alias": {
    severity: "error",
    title: "A YAML alias stands inside its own anchor",
    mend: "Say recursion with $ref, which names a place; an alias copies a value.",
    source: "YAML 1.2 #anchors-and-aliases",
  },
  "source.too-deep": {
    severity: "error",
    title: "The document is nested deeper than concordat reads",
    mend: "Move inner parts into components and refer to them.",
    source: "concordat: limits of source/",
  },
  "source.too-large": {
    severity: "error",
    title: "The document is larger than concordat reads",
    mend: "Split the document, or drop the aliases that multiply it.",
    source: "concordat: limits of source/",
  },
  "source.duplicate-key": {
    severity: "error",
    title: "A mapping states a key twice, and only the last counts",
    mend: "Keep one of the two.",
    source: "YAML 1.2 #mapping; RFC 8259 §4",
  },
  "reference.dangling": {
    severity: "error",
    title: "A $ref leads nowhere",
    mend: "Correct the $ref, or add what it names.",
    source: "OpenAPI 3.1 #reference-object",
  },
  "reference.outside-root": {
    severity: "error",
    title: "A $ref leads outside the root folder",
    mend: "Move the file below the root, or widen the root with --root.",
    source: "concordat: safe by default",
  },
  "reference.remote": {
    severity: "warning",
    title: "A $ref leads to the network, which concordat does not follow",
    mend: "Keep a copy of the document beside this one and refer to that.",
    source: "concordat: safe by default",
  },
  "contract.unknown-format": {
    severity: "error",
    title: "The document is no OpenAPI or AsyncAPI document",
    mend: "Begin the document with `openapi: 3.1.0` or `asyncapi: 3.0.0`.",
    source: "OpenAPI 3.1 #openapi-object; AsyncAPI 3.0 #A2SObject",
  },
  "contract.swagger-2": {
    severity: "error",
    title: "Swagger 2.0 is not read",
    mend: "Convert the document to OpenAPI 3.0 or 3.1.",
    source: "OpenAPI 3.0 #versions",
  },
  "contract.asyncapi-2": {
    severity: "error",
    title: "AsyncAPI before 3.0 is not read",
    mend: "Convert the document to AsyncAPI 3.0.",
    source: "AsyncAPI 3.0 #specVersion",
  },
  "contract.structure": {
    severity: "error",
    title: "The document breaks the specification's own schema",
    mend: "Write what the specification's schema asks for at that place.",
    source: "OpenAPI #schema; AsyncAPI #schema",
  },
  "contract.path-parameter-undeclared": {
    severity: "error",
    title: "A path template names a parameter that the operation does not declare",
    mend: "Declare it with `in: path` and `required: true`.",
    source: "OpenAPI 3.1 #path-templating",
  },
  "contract.path-parameter-unused": {
    severity: "error",
    title: "A path parameter is declared and not in the template",
    mend: "Put it in the path, or drop the declaration.",
    source: "OpenAPI 3.1 #parameter-locations",
  },
  "contract.path-ambiguous": {
    severity: "error",
    title: "Two path templates differ only in the names of their parameters",
    mend: "Make them one path, or tell them apart by a literal segment.",
    source: "OpenAPI 3.1 #path-templating-matching",
  },
  "contract.operation-id-duplicate": {
    severity: "error",
    title: "Two operations have one operationId",
    mend: "Rename one of them.",
    source: "OpenAPI 3.1 #operation-object",
  },
  "contract.parameter-duplicate": {
    severity: "error",
    title: "A parameter is declared twice for one operation",
    mend: "Keep one of the two.",
    source: "OpenAPI 3.1 #operation-object",
  },
  "contract.pattern-invalid": {
    severity: "error",
    title: "A pattern is no regular expression",
    mend: "Write it in ECMA-262's syntax.",
    source: "JSON Schema 2020-12 Validation #name-pattern",
  },
  "contract.security-undeclared": {
    severity: "error",
    title: "A security requirement names a scheme that the document does not declare",
    mend: "Declare it under components.securitySchemes.",
    source: "OpenAPI 3.1 #security-requirement-object",
  },
  "contract.extension-invalid": {
    severity: "error",
    title: "An extension that declares edges has another shape than concordat reads",
    mend: "Give x-gateway-* a `service` and a `path`, x-google-backend an `address`, x-amazon-apigateway-integration a `uri` and an `httpMethod`; x-service and x-operation are names.",
    source: "concordat: where edges come from",
  },
  "example.invalid": {
    severity: "warning",
    title: "An example or a default breaks its own schema",
    mend: "Correct the example, or the schema that it breaks.",
    source: "OpenAPI 3.1 #media-type-object, #schema-object; AsyncAPI 3.0 #messageExampleObject",
  },
  "example.unchecked": {
    severity: "info",
    title: "Examples that were not checked, as that takes more work than lint does",
    mend: "Simplify schemas with alternatives inside alternatives, or split the document.",
    source: "concordat: limits of lint",
  },
  "schema.unresolved": {
    severity: "warning",
    title: "A part of the value was not checked, because its schema was not understood",
    mend: "Run `concordat lint` on the contract and mend what it names.",
    source: "JSON Schema 2020-12 Core #name-direct-references-with-ref",
  },
  "request.path.unknown": {
    severity: "error",
    title: "No path template of the contract matches the request",
    mend: "Correct the path, or add it to the contract.",
    source: "OpenAPI 3.1 #path-templating-matching",
  },
  "request.method.undeclared": {
    severity: "error",
    title: "The path exists, without this method",
    mend: "Use a declared method, or add the operation to the contract.",
    source: "OpenAPI 3.1 #path-item-object; RFC 9110 §15.5.6",
  },
  "request.parameter.missing": {
    severity: "error",
    title: "A required parameter is not sent",
    mend: "Send it, or make it optional in the contract.",
    source: "OpenAPI 3.1 #parameter-object",
  },
  "request.parameter.invalid": {
    severity: "error",
    title: "A parameter's value breaks its schema",
    mend: "Send a value that the contract accepts.",
    source: "OpenAPI 3.1 #parameter-object",
  },
  "request.parameter.undeclared": {
    severity: "error",
    title: "A parameter is sent that the operation does not declare",
    mend: "Drop it, or declare it in the provider's contract.",
    source: "OpenAPI 3.1 #parameter-object",
  },
  "request.variable.unbound": {
    severity: "error",
    title: "Nothing binds a variable of the upstream path",
    mend: "Declare a parameter of that name, or name the identity claim in the configuration.",
    source: "concordat: where edges come from",
  },
  "request.body.missing": {
    severity: "error",
    title: "The required body is not sent",
    mend: "Send a body.",
    source: "OpenAPI 3.1 #request-body-object",
  },
  "request.body.optional": {
    severity: "error",
    title: "The consumer may leave out the body that the provider requires",
    mend: "Make the consumer's body required.",
    source: "OpenAPI 3.1 #request-body-object",
  },
  "request.body.media-type": {
    severity: "error",
    title: "The body's media type is not one the contract accepts",
    mend: "Send one of the declared media types.",
    source: "OpenAPI 3.1 #request-body-content; RFC 9110 §15.5.16",
  },
  "request.body.too-large": {
    severity: "error",
    title: "The body is larger than a mock reads",
    mend: "Send less; what large bodies do is for the provider's own tests.",
    source: "RFC 9110 §15.5.14",
  },
  "request.body.malformed": {
    severity: "error",
    title: "The body is not what its media type says",
    mend: "Send a body that can be parsed.",
    source: "RFC 8259",
  },
  "request.body.invalid": {
    severity: "error",
    title: "The request's body breaks its schema",
    mend: "Send a value that the contract accepts.",
    source: "OpenAPI 3.1 #media-type-schema",
  },
  "request.body.undeclared": {
    severity: "warning",
    title: "A body is sent where the contract declares none",
    mend: "Drop it, or declare a requestBody in the provider's contract.",
    source: "OpenAPI 3.1 #operation-request-body; RFC 9110 §9.3.1",
  },
  "request.body.unchecked": {
    severity: "info",
    title: "A body of a media type that is not taken apart: its schema was not asked",
    mend: "Nothing, where the media type is right; JSON, forms, multipart, XML and text are checked.",
    source: "OpenAPI 3.1 #media-type-object",
  },
  "request.accept.unsatisfiable": {
    severity: "error",
    title: "The contract declares no response of an accepted media type",
    mend: "Accept one of the declared media types.",
    source: "RFC 9110 §12.5.1",
  },
  "request.security.missing": {
    severity: "error",
    title: "The request carries none of the credentials that the contract asks for",
    mend: "Send the credentials of one of the alternatives.",
    source: "OpenAPI 3.1 #security-requirement-object",
  },
  "request.security.invalid": {
    severity: "error",
    title: "The credentials are not written as their scheme asks",
    mend: "Send a bearer token, or user and password in base64, as the scheme has them.",
    source: "RFC 6750 §2.1; RFC 7617 §2; OpenAPI 3.1 #security-scheme-object",
  },
  "request.security.scope": {
    severity: "error",
    title: "The token states its scopes, and lacks one that the operation asks for",
    mend: "Ask the authorization server for a token with that scope.",
    source: "OpenAPI 3.1 #security-requirement-object; RFC 6750 §3.1",
  },
  "request.security.unchecked": {
    severity: "warning",
    title: "The contract demands credentials that were not looked at",
    mend: "Declare the scheme, and write `security` as a list of requirements; what a request does not show, such as a client certificate, is checked by running the provider.",
    source: "OpenAPI 3.1 #security-requirement-object",
  },
  "response.status.undeclared": {
    severity: "error",
    title: "A status that the contract does not declare",
    mend: "Declare the status, or answer a declared one.",
    source: "OpenAPI 3.1 #responses-object",
  },
  "response.media-type.undeclared": {
    severity: "error",
    title: "The answer's media type is not declared for its status",
    mend: "Answer with a declared media type, or declare this one.",
    source: "OpenAPI 3.1 #response-object",
  },
  "response.body.missing": {
    severity: "error",
    title: "The answer has no body where one is declared",
    mend: "Send the declared body.",
    source: "OpenAPI 3.1 #response-object",
  },
  "response.body.malformed": {
    severity: "error",
    title: "The answer's body is not what its media type says",
    mend: "Send a body that can be parsed.",
    source: "RFC 8259",
  },
  "response.body.invalid": {
    severity: "error",
    title: "The answer's body breaks its schema",
    mend: "Answer a value that the contract declares.",
    source: "OpenAPI 3.1 #media-type-schema",
  },
  "response.body.undeclared": {
    severity: "error",
    title: "A field of an answer that the contract does not declare",
    mend: "Declare the field in the provider's contract, or stop reading it.",
    source: "OpenAPI 3.1 #schema-object",
  },
  "response.body.unexpected": {
    severity: "error",
    title: "An answer has a body where HTTP or the contract gives it none",
    mend: "Answer without a body, or with a status that is declared with content.",
    source: "RFC 9110 §6.4.1, §15.3.5, §15.4.5; OpenAPI 3.1 #response-object",
  },
  "response.body.unchecked": {
    severity: "info",
    title: "An answer of a media type that is not taken apart: its schema was not asked",
    mend: "Nothing, where the media type is right; JSON, forms, multipart, XML and text are checked.",
    source: "OpenAPI 3.1 #media-type-object",
  },
  "response.header.missing": {
    severity: "error",
    title: "A required header is not in the answer",
    mend: "Send it, or make it optional in the contract.",
    source: "OpenAPI 3.1 #header-object",
  },
  "response.header.invalid": {
    severity: "error",
    title: "A header of the answer breaks its schema",
    mend: "Answer a value that the contract declares.",
    source: "OpenAPI 3.1 #header-object",
  },
  "response.header.undeclared": {
    severity: "error",
    title: "A header of an answer that the contract does not declare",
    mend: "Declare the header in the provider's contract, or stop reading it.",
    source: "OpenAPI 3.1 #header-object",
  },
  "response.state-dependent": {
    severity: "warning",
    title: "What the pact expects may hold in one provider state and not in another",
    mend: "Name the provider state that makes it so, or give the interaction a rule that holds in all.",
    source: "Pact V4 #provider-states",
  },
  "service.missing": {
    severity: "error",
    title: "An edge leads to a service without a contract",
    mend: "Add the service's contract to the configuration, or mark it `external: true`.",
    source: "concordat: where edges come from",
  },
  "operation.undeclared": {
    severity: "error",
    title: "An edge leads to an operation that the provider does not declare",
    mend: "Add the operation to the provider's contract, or correct the edge.",
    source: "OpenAPI 3.1 #paths-object",
  },
  "aggregate.field.missing": {
    severity: "error",
    title: "An aggregate fills a field that the response does not declare",
    mend: "Declare the field in the response, or correct the aggregate's `field`.",
    source: "concordat: where edges come from",
  },
  "aggregate.field.unfilled": {
    severity: "error",
    title: "Nothing fills a field of an aggregated response",
    mend: "Add an aggregate entry for the field, or drop the field.",
    source: "concordat: where edges come from",
  },
  "event.publisher.missing": {
    severity: "error",
    title: "Nobody publishes an event",
    mend: "Add a `send` operation with `x-service`, or drop the channel.",
    source: "AsyncAPI 3.0 #operationObject",
  },
  "event.subscriber.missing": {
    severity: "error",
    title: "Nobody subscribes to an event",
    mend: "Add a `receive` operation with `x-service`, or drop the channel.",
    source: "AsyncAPI 3.0 #operationObject",
  },
  "event.schema.missing": {
    severity: "error",
    title: "An event has no schema",
    mend: "Give its message a payload.",
    source: "AsyncAPI 3.0 #messageObject",
  },
  "pact.unreadable": {
    severity: "error",
    title: "The file is not a pact that concordat reads",
    mend: "Write it by a Pact library, version 1 to 4 of the specification.",
    source: "Pact specification V1 to V4",
  },
  "pact.empty": {
    severity: "warning",
    title: "A pact without interactions: it asks nothing, so it proves nothing",
    mend: "Run the consumer's tests; leave the file out if the consumer needs nothing.",
    source: "Pact specification V1 to V4",
  },
  "pact.interaction-unread": {
    severity: "warning",
    title: "An interaction of a kind that is not compared",
    mend: "Messages are compared with AsyncAPI contracts in a later version.",
    source: "Pact V4 #interaction-types",
  },
  "pact.mismatch": {
    severity: "error",
    title: "The provider's answer is not what the pact expects",
    mend: "Change the provider, or the consumer's expectation.",
    source: "Pact V4 #verification",
  },
  "provider.unreachable": {
    severity: "error",
    title: "The provider cannot be run or reached",
    mend: "Start it, and see that its health answers.",
    source: "concordat: verify",
  },
  "verify.nothing-to-check": {
    severity: "error",
    title: "There is nothing to check",
    mend: "Name services in the configuration, or say --allow-empty.",
    source: "concordat: exit codes",
  },
  "ignore.unused": {
    severity: "warning",
    title: "An ignore matches no finding",
    mend: "Remove it from the configuration.",
    source: "concordat: configuration",
  },
  "ignore.expired": {
    severity: "warning",
    title: "An ignore has expired, and no longer hides its finding",
    mend: "Mend the finding, or give the ignore a new date and reason.",
    source: "concordat: configuration",
  },
  "mock.example-invalid": {
    severity: "warning",
    title: "An example breaks its own schema and is not served",
    mend: "Correct the example.",
    source: "OpenAPI 3.1 #media-type-example",
  },
  "mock.sample-failed": {
    severity: "warning",
    title: "No value was found that fits the response's schema",
    mend: "Give the response an example.",
    source: "JSON Schema 2020-12 Validation",
  },
  "mock.header-left-out": {
    severity: "warning",
    title: "A declared header is not among those of a mock's answer",
    mend: "Give the header an example that a header field can carry.",
    source: "RFC 9110 §5.1, §5.5",
  },
  "mock.port-taken": {
    severity: "error",
    title: "A port is in use",
    mend: "Stop what listens there, or choose another with --port.",
    source: "concordat: mock",
  },
  "mock.address-unusable": {
    severity: "error",
    title: "A mock cannot listen on the address it was given",
    mend: "Name an address of this machine with --host, and a port that is open to you.",
    source: "concordat: mock",
  },
  "config.unreadable": {
    severity: "error",
    title: "The configuration cannot be read",
    mend: "Name it with --config FILE, or run `concordat` where it stands.",
    source: "concordat: configuration",
  },
  "config.invalid": {
    severity: "error",
    title: "The configuration says something that concordat does not know",
    mend: "Correct the place shown.",
    source: "concordat: configuration",
  },
  "input.unreadable": {
    severity: "error",
    title: "A file cannot be read",
    mend: "Check its path and permissions.",
    source: "concordat: input",
  },
  "peer.missing": {
    severity: "error",
    title: "An optional package is needed and not installed",
    mend: "Install it beside concordat.",
    source: "concordat: optional peers",
  },
  "usage.invalid": {
    severity: "error",
    title: "The command line says something that concordat does not know",
    mend: "See `concordat --help`.",
    source: "concordat: command line",
  },
};

export function findEntry(code: string): CatalogueEntry | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code as FindingCode] : undefined;
}
