/**
 * A contract of one document, from its text.
 */
import type { Contract } from "../src/contract/contract.ts";
import { readContract } from "../src/contract/read-contract.ts";
import { readSource } from "../src/source/source.ts";

export function readContractText(text: string): Contract {
  const uri = "file:///openapi.yaml";
  const source = readSource(text, { uri, file: "openapi.yaml" });
  const documents = { sources: new Map([[uri, source]]), refused: new Map() };
  const { contract, faults } = readContract(documents, uri);
  if (contract === undefined) throw new Error(faults.map(({ message }) => message).join("; "));
  return contract;
}
