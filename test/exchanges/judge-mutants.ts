/**
 * Whether requests with one fault are refused, at the place of the fault.
 */
import { routerOf } from "../../src/contract/router.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { fieldValue, type HttpRequest } from "../../src/http/exchange.ts";
import { breaksOf } from "./breaks.ts";
import { contentFor, isJsonType } from "./operations.ts";
import { parameterMutants, type RequestMutant } from "./parameter-mutants.ts";
import { brief, count, fail, judged, type Run, type Subject, told } from "./record.ts";

export function judgeMutants(run: Run, subject: Subject, request: HttpRequest): void {
  const { operation, bare, seed } = subject;
  const base = operation.servers[0]?.basePath ?? "";
  const found: RequestMutant[] = bare.parameters.flatMap(
    (parameter) =>
      judged(run, () =>
        parameterMutants(run.schemas.request, parameter, {
          request,
          template: operation.path,
          base,
        }),
      ) ?? [],
  );
  found.push(...(judged(run, () => bodyMutants(run, subject, request)) ?? []));
  const step = Math.max(1, Math.ceil(found.length / run.options.mutantsPerRequest));
  for (const [index, mutant] of found.entries()) {
    // Over as many seeds as there are steps all of them have their turn.
    if ((index + seed) % step !== 0) continue;
    judgeMutant(run, { operation, seed }, mutant);
  }
}

/** Bodies are written when it is their turn to be judged. */
function bodyMutants(run: Run, { bare }: Subject, request: HttpRequest): RequestMutant[] {
  const contentType = fieldValue(request.headers, "content-type");
  if (request.body.length === 0 || contentType === undefined) return [];
  const declared = bare.body && contentFor(bare.body.content, contentType);
  if (declared?.schema === undefined || !isJsonType(contentType)) return [];
  const { schema } = declared;
  const value: unknown = JSON.parse(new TextDecoder().decode(request.body));
  return breaksOf(run.schemas.request, schema, value).map(
    ({ fault, value, pointers, choices }) => ({
      fault: `body: ${fault}`,
      get request() {
        return { ...request, body: new TextEncoder().encode(JSON.stringify(value)) };
      },
      isValid: () => run.schemas.request.refusal(schema, value) === undefined,
      pointers: pointers.map((pointer) => `/body${pointer}`),
      choices: choices.map((pointer) => `/body${pointer}`),
    }),
  );
}

function judgeMutant(
  run: Run,
  { operation, seed }: Pick<Subject, "operation" | "seed">,
  mutant: RequestMutant & { isValid?: () => boolean },
): void {
  const isValid = mutant.isValid && judged(run, mutant.isValid);
  if (mutant.isValid !== undefined && isValid === undefined) return;
  if (isValid === true) {
    run.stillValid += 1;
    return;
  }
  const { request, pointers, fault } = mutant;
  const match = routerOf(run.contract).match(request.method, request.path);
  const candidate =
    match.kind === "operation" &&
    [match, ...match.others].find((each) => each.operation === operation);
  if (!candidate) {
    count(run.notJudged, "a path with a fault is another operation's");
    return;
  }
  run.mutants += 1;
  const errors = checkRequest(run.contract, operation, request, candidate.pathValues).filter(
    ({ severity }) => severity === "error",
  );
  const say = (kind: string, detail: string) => fail(run, { kind, operation, seed, detail });
  if (errors.length === 0) {
    say("mutant accepted", `${fault}; ${brief(request)}`);
    return;
  }
  if (!errors.some(({ at }) => isDue(at.pointer, mutant))) {
    say(
      "mutant misplaced",
      `${fault}; told: ${told(errors[0]!)}; due at ${[...pointers, ...mutant.choices].join(" or ")}`,
    );
  }
}

// Which branch of a choice was meant is a guess: what is told of another one lies inside it too.
function isDue(pointer: string, { pointers, choices }: RequestMutant): boolean {
  return (
    pointers.includes(pointer) ||
    choices.some((choice) => pointer === choice || pointer.startsWith(`${choice}/`))
  );
}
