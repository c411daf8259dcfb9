/**
 * Whether the credentials of the base still do.
 *
 * OpenAPI 3.1 #security-requirement-object: all schemes of one requirement, any one of the
 * requirements. A consumer may have taken any of the base's alternatives, so each must do. Schemes
 * are the same by what they say, not by what a document calls them.
 */
import type { SecurityRequirement, SecurityScheme } from "../../contract/contract.ts";
import { isSameScheme } from "../security.ts";
import type { At } from "./change.ts";
import { type OperationPair, placed, type Side } from "./side.ts";

export function addSecurityChanges(pair: OperationPair): void {
  const { caller, answerer } = pair;
  const presented = alternatives(caller);
  const demanded = alternatives(answerer);
  // What cannot be read demands what nobody can tell; where it stood before, it is no news.
  if (answerer.operation.securityFaults.length > caller.operation.securityFaults.length) {
    addUnchecked(pair, answerer.operation.securityFaults[0]!, "a requirement that cannot be read");
  }
  let isMet = true;
  for (const has of presented) {
    const fits = demanded.map((wants) => fitOf(pair, has, wants));
    if (fits.includes("fits")) continue;
    isMet = false;
    if (fits.includes("undeclared")) {
      const wants = demanded[fits.indexOf("undeclared")]!;
      addUnchecked(pair, placeOf(answerer, wants), `${rendered(wants)}, which it does not declare`);
    } else addUnmet(pair, { has, demanded, lacksScopes: fits.indexOf("scopes") });
  }
  if (isMet) addRelaxed(pair, presented, demanded);
}

/** No requirement at all is one that asks nothing. */
function alternatives({ operation }: Side): readonly (SecurityRequirement | undefined)[] {
  return operation.security.length === 0 ? [undefined] : operation.security;
}

type Requirement = SecurityRequirement | undefined;

type Fit = "fits" | "scopes" | "undeclared" | "missing";

function fitOf({ caller, answerer }: OperationPair, has: Requirement, wants: Requirement): Fit {
  let fit: Fit = "fits";
  for (const { name, scopes } of wants?.schemes ?? []) {
    const scheme = answerer.contract.securitySchemes.get(name);
    const partners = (has?.schemes ?? []).filter((each) =>
      isSame(caller.contract.securitySchemes.get(each.name), each.name, scheme, name),
    );
    if (partners.length === 0) {
      if (scheme !== undefined) return "missing";
      fit = "undeclared";
    } else if (fit === "fits" && !partners.some((each) => holds(each.scopes, scopes))) {
      fit = "scopes";
    }
  }
  return fit;
}

function isSame(
  presented: SecurityScheme | undefined,
  presentedName: string,
  wanted: SecurityScheme | undefined,
  wantedName: string,
): boolean {
  if (presented === undefined || wanted === undefined) return presentedName === wantedName;
  return isSameScheme(presented, wanted);
}

function holds(scopes: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((scope) => scopes.includes(scope));
}

function addUnmet(
  pair: OperationPair,
  {
    has,
    demanded,
    lacksScopes,
  }: { has: Requirement; demanded: readonly Requirement[]; lacksScopes: number },
): void {
  const { caller, answerer, name, changes } = pair;
  const isScope = lacksScopes >= 0;
  const wants = demanded[Math.max(0, lacksScopes)];
  const asked = demanded.map(rendered).join(" or ");
  changes.add({
    code: isScope ? "request.security.scope" : "request.security.missing",
    message: `the ${answerer.version} asks for ${asked}; ${isNothing(has) ? `the ${caller.version} asks for nothing` : `${rendered(has)}, which the ${caller.version} takes, is not enough`}`,
    ...placed(pair, placeOf(caller, has), placeOf(answerer, wants)),
    operation: name,
    kind: `${rendered(has)} for ${asked}`,
  });
}

function addUnchecked(pair: OperationPair, at: At, what: string): void {
  const { caller, answerer, name, changes } = pair;
  changes.add({
    code: "request.security.unchecked",
    message: `the ${answerer.version} asks for ${what}`,
    ...placed(pair, caller.operation.place, at),
    operation: name,
    kind: what,
  });
}

// Other ways in, where those of before still do.
function addRelaxed(
  pair: OperationPair,
  presented: readonly Requirement[],
  demanded: readonly Requirement[],
): void {
  const { caller, answerer, name, changes } = pair;
  for (const wants of demanded) {
    if (presented.some((has) => isAlike(pair, has, wants))) continue;
    changes.add({
      code: "diff.security.relaxed",
      message: `the ${answerer.version} also takes ${rendered(wants)}; the ${caller.version} asked for ${presented.map(rendered).join(" or ")}`,
      ...placed(pair, placeOf(caller, presented[0]), placeOf(answerer, wants)),
      operation: name,
      kind: rendered(wants),
    });
  }
}

function isAlike(pair: OperationPair, has: Requirement, wants: Requirement): boolean {
  const back = { ...pair, caller: pair.answerer, answerer: pair.caller };
  return fitOf(pair, has, wants) === "fits" && fitOf(back, wants, has) === "fits";
}

function placeOf({ operation, contract }: Side, requirement: Requirement): At {
  if (requirement !== undefined) return requirement.place;
  const { value, source, pointer } = operation.place;
  const isOwn = typeof value === "object" && value !== null && Object.hasOwn(value, "security");
  return isOwn ? { source, pointer: `${pointer}/security` } : contract.root;
}

function isNothing(requirement: Requirement): boolean {
  return (requirement?.schemes ?? []).length === 0;
}

function rendered(requirement: Requirement): string {
  const schemes = (requirement?.schemes ?? []).map(
    ({ name, scopes }) => name + (scopes.length === 0 ? "" : ` (${scopes.join(", ")})`),
  );
  return schemes.join(" and ") || "nothing";
}
