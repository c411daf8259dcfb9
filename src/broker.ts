/**
 * The public names of `concordat/broker`.
 */
export { type Broker, type BrokerOptions, createBroker } from "./broker/broker.ts";
export type { Access, Authentication, BrokerToken, BrokerUser } from "./broker/gate/credentials.ts";
