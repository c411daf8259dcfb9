/**
 * The types that people write against; checked with all others by `tsc -p .`.
 */
import { MatchersV3, type PactV4 } from "@pact-foundation/pact";
import { type Config, type Contract, defineConfig, type Finding, loadContract } from "concordat";
import {
  type Authentication,
  type Broker,
  type BrokerOptions,
  createBroker,
} from "concordat/broker";
import { contractMiddleware, type ExchangeViolation } from "concordat/middleware";
import {
  type ContractHandlerOptions,
  type ContractHandlers,
  type ContractViolation,
  contractHandlers,
} from "concordat/msw";
import {
  clearPacts,
  type InteractionTemplate,
  interaction,
  type MessageTemplate,
  message,
  type PactRecorder,
  type RecordPactOptions,
  recordPact,
  type Variant,
  variants,
} from "concordat/pact";
import type { MatchContractOptions } from "concordat/vitest";
import type { HttpHandler } from "msw";
import { setupServer } from "msw/node";
import { expect, expectTypeOf } from "vitest";
import type { TestProject } from "vitest/node";

declare const contract: Contract;

expectTypeOf(loadContract).returns.resolves.toEqualTypeOf<Contract>();
expectTypeOf(loadContract).parameter(0).toEqualTypeOf<string>();
expectTypeOf(defineConfig).parameter(0).toEqualTypeOf<Config>();
expectTypeOf(contractHandlers).returns.toEqualTypeOf<ContractHandlers>();
expectTypeOf<ContractHandlers>().toExtend<HttpHandler[]>();
expectTypeOf(setupServer).toBeCallableWith(...contractHandlers(contract));
expectTypeOf<ContractHandlers["violations"]>().returns.toEqualTypeOf<
  readonly ContractViolation[]
>();
expectTypeOf<ContractHandlers["assertNoViolations"]>().toEqualTypeOf<() => void>();
expectTypeOf<ContractViolation["findings"]>().toEqualTypeOf<readonly Finding[]>();
expectTypeOf<ContractHandlerOptions["onViolation"]>().toEqualTypeOf<
  "throw" | "respond" | undefined
>();
expectTypeOf(contractMiddleware(contract)).toBeCallableWith(new Request("http://x.test"), () =>
  Response.json({}),
);
expectTypeOf(contractMiddleware(contract).violations).returns.toEqualTypeOf<
  readonly ExchangeViolation[]
>();
expectTypeOf<ExchangeViolation["side"]>().toEqualTypeOf<"request" | "response">();
expectTypeOf(interaction).returns.toEqualTypeOf<InteractionTemplate>();
expectTypeOf(message).returns.toEqualTypeOf<MessageTemplate>();
expectTypeOf(message).toBeCallableWith(contract, "order.created", {
  fields: { id: MatchersV3.regex("^o-", "o-1") },
  metadata: { eventId: MatchersV3.like("e-1") },
});
declare const pact: PactV4;
pact.addAsynchronousInteraction().expectsToReceive("a message", (builder) => {
  const { contents, metadata } = message(contract, "order.created");
  builder.withJSONContent(contents).withMetadata(metadata);
});
expectTypeOf(variants(contract, "getOrder", { fields: ["id"] })).toEqualTypeOf<Variant[]>();
declare const recordOptions: RecordPactOptions;
declare const project: TestProject;
declare const recorder: PactRecorder;
expectTypeOf(recordPact(setupServer(), recordOptions)).toEqualTypeOf<PactRecorder>();
expectTypeOf(recorder.interaction("a call", () => 1)).toEqualTypeOf<Promise<number>>();
expectTypeOf(recorder.interaction("a call", { fields: ["id"] }, async () => "x")).toEqualTypeOf<
  Promise<string>
>();
expectTypeOf(recorder.interaction<number>).toBeCallableWith(
  "a call",
  { matchers: { "/response/body/status": MatchersV3.regex("^(A|B)$", "A") } },
  () => 1,
);
expectTypeOf(recorder.write).returns.toEqualTypeOf<Promise<string>>();
expectTypeOf(clearPacts).toBeCallableWith("pacts", project);
expectTypeOf(clearPacts).toBeCallableWith("pacts", "full", { consumers: ["shop"] });
expectTypeOf<Finding["severity"]>().toEqualTypeOf<"error" | "warning" | "info">();

// @ts-expect-error a service has no `prot`
defineConfig({ services: { orders: { contract: "orders.yaml", prot: 1 } } });

declare const response: Response;
const { toMatchContract } = expect(response);
expectTypeOf(toMatchContract).returns.toEqualTypeOf<Promise<void>>();
expectTypeOf(toMatchContract).parameter(0).toEqualTypeOf<Contract>();
expectTypeOf(toMatchContract)
  .parameter(1)
  .toEqualTypeOf<string | MatchContractOptions | undefined>();
expectTypeOf(expect(response).not.toMatchContract).toEqualTypeOf(toMatchContract);
expectTypeOf(expect(Promise.resolve(response)).resolves.toMatchContract).toBeCallableWith(
  contract,
  "getOrder",
);

// @ts-expect-error a contract is needed
void expect(response).toMatchContract();

// @ts-expect-error there is no option `strct`
void expect(response).toMatchContract(contract, { strct: true });

expectTypeOf(createBroker).returns.resolves.toEqualTypeOf<Broker>();
expectTypeOf(createBroker).parameter(0).toEqualTypeOf<BrokerOptions | undefined>();
expectTypeOf<BrokerOptions["authentication"]>().toEqualTypeOf<Authentication | undefined>();
expectTypeOf<Broker["fetch"]>().toEqualTypeOf<(request: Request) => Promise<Response>>();
