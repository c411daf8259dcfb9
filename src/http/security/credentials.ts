/**
 * Whether a request carries the credentials that an operation demands.
 *
 * OpenAPI 3.1 #security-requirement-object: every scheme of one requirement, any one requirement.
 * Credentials are looked for, not verified: that is the provider's work.
 */
import type { Contract, Operation, SecurityRequirement } from "../../contract/contract.ts";
import type { Finding } from "../../findings/finding.ts";
import { named } from "../../schema/violation.ts";
import { inside, locationOf, type Place } from "../../source/documents.ts";
import { type ExchangeContext, exchangeFinding, exchangeLocation } from "../report.ts";
import type { RequestParts } from "../request-parts.ts";
import { type SchemeCheck, type SchemeFault, schemeCheck } from "./scheme-check.ts";

/**
 * One error where no alternative is satisfied: `request.security.missing`,
 * `request.security.invalid` or, where only scopes are lacking, `request.security.scope`. What
 * could not be looked at is `request.security.unchecked`.
 */
export function checkCredentials(
  contract: Contract,
  operation: Operation,
  parts: RequestParts,
): Finding[] {
  const { alternatives, notUnderstood } = planOf(contract, operation);
  if (alternatives.length === 0) return [...notUnderstood];
  let unchecked: readonly Finding[] | undefined;
  let nearest: Failure | undefined;
  for (const alternative of alternatives) {
    const lacking = lackingIn(alternative, parts);
    if (lacking !== undefined) {
      const failure = { alternative, lacking };
      if (nearest === undefined || rank(failure) < rank(nearest)) nearest = failure;
    } else if (alternative.unchecked.length === 0) {
      return [];
    } else {
      unchecked ??= alternative.unchecked;
    }
  }
  if (unchecked !== undefined) return [...unchecked];
  // An alternative that was not understood may be the one that is meant.
  if (notUnderstood.length > 0) return [...notUnderstood];
  return [failureFinding(contract, operation, nearest!, parts)];
}

interface Plan {
  alternatives: readonly Alternative[];
  /** Of what is no requirement. */
  notUnderstood: readonly Finding[];
}

interface Alternative {
  place: Place;
  checks: readonly SchemeCheck[];
  unchecked: readonly Finding[];
}

interface Lack {
  check: SchemeCheck;
  fault: SchemeFault;
}

interface Failure {
  alternative: Alternative;
  lacking: readonly Lack[];
}

const plans = new WeakMap<Operation, Plan>();

function planOf(contract: Contract, operation: Operation): Plan {
  let plan = plans.get(operation);
  if (plan === undefined) {
    plan = makePlan({ contract, operation, side: "request" });
    plans.set(operation, plan);
  }
  return plan;
}

/** Of a list that a generator wrote, or an enemy: nobody reads more. */
const MAX_TOLD = 20;

function makePlan(context: ExchangeContext): Plan {
  const { security, securityFaults } = context.operation;
  // By what they stand in: a requirement, or the list itself.
  const faults = Map.groupBy(securityFaults, ({ pointer }) => parentOf(pointer));
  const requirements = new Set(security.map(({ place }) => place.pointer));
  const others = [...faults].filter(([parent]) => !requirements.has(parent));
  return {
    alternatives: security.map((requirement) => {
      const own = faults.get(requirement.place.pointer) ?? [];
      return makeAlternative(context, requirement, own);
    }),
    notUnderstood: others
      .flatMap(([, list]) => list)
      .slice(0, MAX_TOLD)
      .map((fault) => faultFinding(context, fault, "no security requirement")),
  };
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function makeAlternative(
  context: ExchangeContext,
  { place, schemes }: SecurityRequirement,
  faults: readonly Place[],
): Alternative {
  const checks: SchemeCheck[] = [];
  const unchecked: Finding[] = [];
  for (const { name, scopes } of schemes) {
    const scheme = context.contract.securitySchemes.get(name);
    const check = schemeCheck(name, scopes, scheme);
    if (check !== undefined) checks.push(check);
    else unchecked.push(uncheckedFinding(context, inside(place, name) ?? place, name));
  }
  for (const fault of faults.slice(0, MAX_TOLD)) {
    unchecked.push(faultFinding(context, fault, "no list of scopes"));
  }
  return { place, checks, unchecked: unchecked.slice(0, MAX_TOLD) };
}

function uncheckedFinding(context: ExchangeContext, place: Place, name: string): Finding {
  const scheme = context.contract.securitySchemes.get(name);
  const kind =
    scheme === undefined ? "which is not declared" : `of type ${scheme.type || "unknown"}`;
  return exchangeFinding(context, {
    code: "request.security.unchecked",
    message: `the contract demands ${name}, ${kind}: a request does not show it, so it was not checked`,
    severity: "info",
    at: exchangeLocation("request", ""),
    because: locationOf(place),
    identity: [name],
  });
}

function faultFinding(context: ExchangeContext, fault: Place, what: string): Finding {
  return exchangeFinding(context, {
    code: "request.security.unchecked",
    message: `the contract's security is ${named(fault.value)}, which is ${what}: it was not checked`,
    at: exchangeLocation("request", ""),
    because: locationOf(fault),
    identity: [what],
  });
}

// Undefined where everything that can be looked at is there.
function lackingIn({ checks }: Alternative, parts: RequestParts): Lack[] | undefined {
  let lacking: Lack[] | undefined;
  for (const check of checks) {
    const fault = check.find(parts);
    if (fault === undefined) continue;
    lacking ??= [];
    lacking.push({ check, fault });
  }
  return lacking;
}

// Lacking scopes are nearer than lacking credentials, malformed ones nearer than none.
function rank({ lacking }: Failure): number {
  let sum = 0;
  for (const { fault } of lacking) {
    if (fault.kind === "scope") sum += 1;
    else sum += fault.kind === "invalid" ? 1_000 : 1_001;
  }
  return sum;
}

function failureFinding(
  contract: Contract,
  operation: Operation,
  nearest: Failure,
  parts: RequestParts,
): Finding {
  const { alternative, lacking } = nearest;
  const [first] = lacking;
  const code = codeOf(lacking);
  const message =
    code === "request.security.missing"
      ? missingMessage(contract, operation, parts)
      : lacking.slice(0, MAX_TOLD).map(describe).join("; ");
  const rule =
    first!.fault.kind === "scope" ? inside(alternative.place, first!.check.name) : undefined;
  return exchangeFinding(
    { contract, operation, side: "request" },
    {
      code,
      message,
      at: exchangeLocation("request", first!.check.pointer),
      because: locationOf(rule ?? alternative.place),
      identity: [],
    },
  );
}

function codeOf(lacking: readonly Lack[]): Finding["code"] {
  if (lacking.every(({ fault }) => fault.kind === "scope")) return "request.security.scope";
  return lacking.some(({ fault }) => fault.kind === "missing")
    ? "request.security.missing"
    : "request.security.invalid";
}

// Alternatives are told: the caller may choose.
function missingMessage(contract: Contract, operation: Operation, parts: RequestParts): string {
  const { alternatives } = planOf(contract, operation);
  const failing = alternatives
    .slice(0, MAX_TOLD)
    .map((alternative) => (lackingIn(alternative, parts) ?? []).slice(0, MAX_TOLD));
  const wanted = failing.map((lacking) =>
    lacking.map(({ check }) => check.description).join(" and "),
  );
  if (alternatives.length > MAX_TOLD) wanted.push(`${alternatives.length - MAX_TOLD} others`);
  const faults = failing.flat().map(({ fault }) => fault);
  const seen = new Set(
    faults.flatMap((fault) => (fault.kind === "missing" ? (fault.seen ?? []) : [])),
  );
  const message = `the request carries no credentials for ${wanted.join(" or ")}`;
  return seen.size === 0 ? message : `${message}; it has ${[...seen].join(", ")}`;
}

function describe({ check, fault }: Lack): string {
  switch (fault.kind) {
    case "missing":
      return `the request carries no credentials for ${check.description}`;
    case "invalid":
      return `the credentials for ${check.description} ${fault.reason}`;
    case "scope": {
      const has = fault.has.join(", ") || "no scope";
      return `${check.description} asks for the scopes ${check.scopes.join(", ")}; the token has ${has}`;
    }
  }
}
