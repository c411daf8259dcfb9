/**
 * Optional packages that are not installed: one sentence says what to install.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { root } from "./start-process.ts";

/** As if `name` were not installed. */
function hiding(name: string): string[] {
  const hook = `
    import { registerHooks } from "node:module";
    registerHooks({ resolve(specifier, context, next) {
      if (specifier !== ${JSON.stringify(name)}) return next(specifier, context);
      throw Object.assign(new Error("no " + specifier), { code: "ERR_MODULE_NOT_FOUND" });
    } });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
}

/** What a module's code prints, which may import from \`src\`. */
function run(flags: readonly string[], code: string): string {
  const src = JSON.stringify(pathToFileURL(path.join(root, "src/")).href);
  const script = `const load = (file) => import(new URL(file, ${src}).href);\n${code}`;
  const argv = ["--conditions=source", ...flags, "--input-type=module", "--eval", script];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root });
  return stdout + stderr;
}

const TELL = `.then(
  () => console.log("it is there"),
  ({ name, code, message }) => console.log(name, code, message),
);`;

test("concordat/msw without msw", () => {
  const told = run(hiding("msw"), `await load("msw-node.ts")${TELL}`);
  expect(told).toBe(
    "ConcordatError peer.missing concordat/msw needs msw, which is not installed: npm install --save-dev msw@3\n",
  );
});

test("concordat/msw with it has the MSW that everybody else has", () => {
  const told = run(
    [],
    `const { contractHandlers } = await load("msw-node.ts");
     const { HttpHandler } = await import("msw");
     const { loadContract } = await load("index.ts");
     const contract = await loadContract("contracts/order-service.openapi.yaml");
     console.log(contractHandlers(contract).every((handler) => handler instanceof HttpHandler));`,
  );
  expect(told).toBe("true\n");
});

test("the verifier without Pact", () => {
  const told = run(
    hiding("@pact-foundation/pact"),
    `const { runVerifier } = await load("verify/run-verifier.ts");
     await runVerifier({})${TELL}`,
  );
  expect(told).toBe("ConcordatError peer.missing the official verifier is not installed\n");
});
