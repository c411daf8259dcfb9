/**
 * Every operation of one document, asked and answered: sampled requests, the mock's answers and
 * requests with one fault, each judged without `src/schema`.
 */
import type { Operation } from "../../src/contract/contract.ts";
import { sampleRequest } from "../../src/http/sample/sample-request.ts";
import { loadContract } from "../../src/load/load.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { bareSchemas } from "./bare-schemas.ts";
import { type CorpusDocument, readDocuments } from "./documents.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { judgeMutants } from "./judge-mutants.ts";
import { judgeRequest } from "./judge-request.ts";
import { type BareOperation, bareOperation } from "./operations.ts";
import {
  count,
  type DocumentRun,
  judged,
  type Run,
  type RunOptions,
  type Subject,
} from "./record.ts";

export async function runDocument(
  document: CorpusDocument,
  options: RunOptions,
): Promise<DocumentRun> {
  const start = process.cpuUsage();
  const contract = await loadContract(document.file, { root: document.root });
  const documents = readDocuments(document);
  const run: Run = {
    name: document.name,
    operations: contract.operations.length,
    answers: 0,
    notJudged: new Map(),
    requests: 0,
    withoutRequest: new Map(),
    mutants: 0,
    stillValid: 0,
    failures: [],
    seconds: 0,
    contract,
    schemas: {
      request: bareSchemas(documents, "request"),
      response: bareSchemas(documents, "response"),
    },
    options,
    known: new Map(),
  };
  const bare = new Map<Operation, BareOperation>();
  for (const operation of contract.operations) {
    const found = judged(run, () => bareOperation(documents, operation.path, operation.method));
    if (found !== undefined) bare.set(operation, found);
  }
  for (let seed = 1; seed <= options.seeds; seed += 1) {
    const responder = createResponder(contract, { seed });
    for (const [operation, each] of bare)
      runOperation(run, { operation, bare: each, seed, responder });
  }
  const used = process.cpuUsage(start);
  run.seconds = (used.user + used.system) / 1e6;
  return run;
}

function runOperation(run: Run, subject: Subject): void {
  const { operation, seed, responder } = subject;
  for (const minimal of [true, false]) {
    const made = sampleRequest(run.contract, operation, { seed, minimal });
    if (!made.ok) {
      run.withoutRequest.set(operation.key, made.message);
      count(run.notJudged, "no request can be made");
      return;
    }
    const { request } = made;
    run.requests += 1;
    judgeRequest(run, subject, { request, minimal });
    if (minimal) {
      if (seed === 1) judgeAnswer(run, subject, { request, respond: responder, isDynamic: false });
      continue;
    }
    const headers = new Map(request.headers).set("prefer", ["dynamic=true"]);
    const dynamic = { ...request, headers };
    judgeAnswer(run, subject, { request: dynamic, respond: responder, isDynamic: true });
    judgeMutants(run, subject, request);
  }
}
