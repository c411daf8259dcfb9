/**
 * The flags of every command that asks a broker: the official ones.
 *
 * DESIGN: command line, broker flags and variables.
 */
import type { Command } from "commander";
import { readInteger } from "./options.ts";

export interface BrokerOptions {
  brokerBaseUrl?: string;
  brokerUsername?: string;
  brokerPassword?: string;
  brokerToken?: string;
  customHeader?: string[];
  retries?: number;
  sslCertificate?: string;
  skipSslVerification?: boolean;
  verbose?: boolean;
}

export function addBrokerOptions(command: Command): Command {
  return command
    .option("-b, --broker-base-url <url>", "the broker (PACT_BROKER_BASE_URL)")
    .option("-u, --broker-username <name>", "basic authentication (PACT_BROKER_USERNAME)")
    .option("-p, --broker-password <password>", "basic authentication (PACT_BROKER_PASSWORD)")
    .option("-k, --broker-token <token>", "a bearer token (PACT_BROKER_TOKEN)")
    .option(
      "--custom-header <field>",
      "'Name: value', sent with each request (repeatable)",
      collect,
    )
    .option(
      "--retries <n>",
      "attempts after 429, 502, 503 and 504 (PACT_BROKER_HTTP_RETRIES; default: 8)",
      readInteger,
    )
    .option("-c, --ssl-certificate <file>", "also trust its certificates (SSL_CERT_FILE)")
    .option("--skip-ssl-verification", "trust any certificate (SSL_SKIP_VERIFICATION)")
    .option("--verbose", "tell of each request, on stderr");
}

/** For a flag that may be said several times. */
export function collect(value: string, known: string[] = []): string[] {
  return [...known, value];
}

/** The same, where several may stand in one text. */
export function collectList(value: string, known: string[] = []): string[] {
  const said = value.split(",").map((each) => each.trim());
  return [...new Set([...known, ...said.filter((each) => each !== "")])];
}
