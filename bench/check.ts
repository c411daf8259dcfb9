/**
 * A request and its response checked in process, beside the bare validators: `JSON.parse` of the
 * same bytes and Ajv, compiled beforehand, on the bodies alone. Parameters, headers, credentials,
 * status and media type are concordat's extra.
 */

import { routerOf } from "../src/contract/router.ts";
import { checkRequest } from "../src/http/check-request.ts";
import { checkResponse } from "../src/http/check-response.ts";
import {
  type HttpRequest,
  type HttpResponse,
  readFields,
  readTarget,
} from "../src/http/exchange.ts";
import { loadContract } from "../src/load/load.ts";
import { createResponder } from "../src/mock/responder.ts";
import { bareExchanges } from "./bare.ts";
import { microseconds } from "./cpu.ts";
import { type Scenario, scenarios } from "./scenario.ts";

export interface CheckFigures {
  scenario: string;
  /** Microseconds of CPU for one request and its response. */
  bare: number;
  concordat: number;
}

export async function measureChecks(): Promise<CheckFigures[]> {
  const figures: CheckFigures[] = [];
  for (const scenario of scenarios) figures.push(await measure(scenario));
  return figures;
}

async function measure(scenario: Scenario): Promise<CheckFigures> {
  const contract = await loadContract(scenario.file);
  const responder = createResponder(contract);
  const router = routerOf(contract);
  const pairs = scenario.exchanges.map((exchange) => {
    const body = exchange.body === undefined ? undefined : JSON.stringify(exchange.body);
    const request: HttpRequest = {
      method: exchange.method,
      ...readTarget(exchange.target),
      headers: readFields(
        Object.entries({
          ...exchange.headers,
          ...(body !== undefined && { "content-type": "application/json" }),
        }),
      ),
      body: new TextEncoder().encode(body ?? ""),
    };
    const { response } = responder.respond(request);
    return { request, response };
  });
  const check = ({ request, response }: { request: HttpRequest; response: HttpResponse }): void => {
    const match = router.match(request.method, request.path);
    if (match.kind !== "operation") throw new Error(`${request.path} is unknown`);
    const findings = [
      ...checkRequest(contract, match.operation, request, match.pathValues),
      ...checkResponse(contract, match.operation, response),
    ].filter(({ severity }) => severity === "error");
    if (findings.length > 0) throw new Error(findings[0]!.message);
  };
  const decoder = new TextDecoder();
  const answers = pairs.map(({ response }) => ({
    status: response.status,
    body: JSON.parse(decoder.decode(response.body)) as unknown,
  }));
  const bare = bareExchanges(scenario, answers);
  const checkBare = (index: number): void => {
    const { request, response } = pairs[index]!;
    const { checkBody, checkAnswer } = bare[index]!;
    const isFine =
      (checkBody === undefined || checkBody(JSON.parse(decoder.decode(request.body)))) &&
      (checkAnswer === undefined || checkAnswer(JSON.parse(decoder.decode(response.body))));
    if (!isFine) throw new Error(JSON.stringify(checkBody?.errors ?? checkAnswer?.errors));
  };
  const each = pairs.length;
  const [mine, bares] = microseconds([
    () => {
      for (const pair of pairs) check(pair);
    },
    () => {
      for (const index of pairs.keys()) checkBare(index);
    },
  ]);
  return { scenario: scenario.name, bare: bares! / each, concordat: mine! / each };
}
