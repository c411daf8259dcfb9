/**
 * What people install: packed, looked into, unpacked and used.
 *
 * Its exports and types resolve; it carries no Node and no native file; its size is printed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const bin = path.join(root, "node_modules", ".bin");
const folder = mkdtempSync(path.join(tmpdir(), "concordat-package-"));

try {
  run(path.join(bin, "tsdown"), ["--log-level", "error"]);
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--pack-destination", folder, "--loglevel=error"]),
  ) as { filename: string; size: number; unpackedSize: number; files: { path: string }[] }[];
  const tarball = path.join(folder, packed!.filename);
  const names = packed!.files.map((file) => file.path);

  const foreign = names.filter((name) => /\.(node|so|dll|dylib|exe)$|(^|\/)bin\/node$/.test(name));
  require(foreign.length === 0, `native files in the package: ${foreign.join(", ")}`);
  const stray = names.filter(
    (name) =>
      !/^(bin|dist|schemas)\//.test(name) &&
      !["package.json", "README.md", "LICENSE", "CHANGELOG.md"].includes(name),
  );
  require(stray.length === 0, `files that nobody needs in the package: ${stray.join(", ")}`);

  run("tar", ["-xzf", tarball, "-C", folder]);
  const unpacked = path.join(folder, "package");
  const manifest = JSON.parse(run("tar", ["-xzOf", tarball, "package/package.json"])) as Record<
    string,
    Record<string, unknown> | undefined
  >;
  const nodes = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter(
    (name) => /^node(-|$)/.test(name),
  );
  require(nodes.length === 0, `the package would install a Node: ${nodes.join(", ")}`);

  // The dependencies of this checkout stand in for an install.
  run("ln", ["-s", path.join(root, "node_modules"), path.join(unpacked, "node_modules")]);
  const version = run(process.execPath, [path.join(unpacked, "bin/concordat.js"), "--version"]);
  require(version.trim() === String(manifest.version), `--version says ${version.trim()}`);
  const answer = run(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `const { loadContract } = await import("concordat");
       const contract = await loadContract(${JSON.stringify(path.join(root, "contracts/order-service.openapi.yaml"))}, { root: ${JSON.stringify(path.join(root, "contracts"))} });
       const { contractHandlers } = await import("concordat/msw");
       const { interaction } = await import("concordat/pact");
       console.log(contract.operations.length > 0, contractHandlers(contract).length, typeof interaction);`,
    ],
    unpacked,
  );
  require(answer.trim() === "true 1 function", `the built entries say ${answer.trim()}`);
  // The same MSW as the tests', whether Node or a bundler for browsers resolves it.
  for (const conditions of [[], ["--conditions=browser"], ["--conditions=module"]]) {
    const same = run(
      process.execPath,
      [
        ...conditions,
        "--input-type=module",
        "--eval",
        `const { HttpHandler } = await import("msw");
         const { loadContract } = await import("concordat");
         const { contractHandlers } = await import("concordat/msw");
         const contract = await loadContract(${JSON.stringify(path.join(root, "contracts/user-service.openapi.yaml"))});
         console.log(contractHandlers(contract)[0] instanceof HttpHandler);`,
      ],
      unpacked,
    );
    require(same.trim() === "true", `with ${conditions} MSW is another: ${same}`);
  }
  const lacking = refused(writeProjectWithout(folder, unpacked, "msw"));
  require(/ConcordatError: concordat\/msw needs msw, which is not installed: npm install/.test(
    lacking,
  ), `without msw the built entry says ${lacking}`);
  const lint = run(process.execPath, [
    path.join(unpacked, "bin/concordat.js"),
    "lint",
    path.join(root, "contracts/events.asyncapi.yaml"),
    path.join(root, "contracts/user-service.openapi.yaml"),
  ]);
  require(lint.includes("no findings"), `the built lint says ${lint}`);

  const consumer = path.join(folder, "consumer");
  writeTest(consumer, unpacked);
  run(path.join(bin, "vitest"), ["run", "--root", consumer], consumer);
  // Types of declarations are checked too: an augmentation that does not fit is an error there.
  run(path.join(bin, "tsc"), ["-p", consumer], consumer);

  const example = path.join(folder, "example");
  writeExample(example);
  const verified = run(
    process.execPath,
    [path.join(unpacked, "bin/concordat.js"), "verify"],
    example,
  );
  require(verified.includes("self-consistent"), `the built verify says ${verified}`);

  run(path.join(bin, "publint"), ["run", tarball, "--strict"]);
  run(path.join(bin, "attw"), [tarball, "--profile", "esm-only", "--no-emoji"]);
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
  console.log(
    `${packed!.filename}: ${kilobytes(statSync(tarball).size)} packed, ${kilobytes(packed!.unpackedSize)} unpacked, ${names.length} files`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

// The smallest system with a pact: the built verifier has to find its own child process.
function writeExample(example: string): void {
  const files = {
    "concordat.config.json": { services: { pets: { contract: "pets.json", provider: "mock" } } },
    "pets.json": {
      openapi: "3.1.0",
      info: { title: "Pets", version: "1" },
      paths: { "/pets": { get: { responses: { "204": { description: "none" } } } } },
    },
    "pacts/shop-pets.json": {
      consumer: { name: "shop" },
      provider: { name: "pets" },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "pets",
          request: { method: "GET", path: "/pets" },
          response: { status: 204 },
        },
      ],
      metadata: { pactSpecification: { version: "4.0" } },
    },
  };
  mkdirSync(path.join(example, "pacts"), { recursive: true });
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(path.join(example, name), JSON.stringify(value));
  }
}

/** A project with all that the package depends on but `peer`; a script in it that needs that. */
function writeProjectWithout(folder: string, unpacked: string, peer: string): string {
  const modules = path.join(folder, "lacking", "node_modules");
  mkdirSync(modules, { recursive: true });
  const own = path.join(modules, "concordat");
  mkdirSync(own);
  // Not a link: Node looks for packages beside the file that a link leads to.
  for (const name of ["package.json", "dist"]) {
    run("cp", ["-r", path.join(unpacked, name), own]);
  }
  const { dependencies } = JSON.parse(readFileSync(path.join(own, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const target = path.join(modules, name);
    mkdirSync(path.dirname(target), { recursive: true });
    run("ln", ["-s", path.join(root, "node_modules", name), target]);
  }
  const script = path.join(folder, "lacking", "script.mjs");
  writeFileSync(script, `import "concordat/${peer}";\n`);
  return script;
}

/** What a script that fails prints. */
function refused(script: string): string {
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  require(status !== 0, `${script} does not fail`);
  return stderr;
}

// A test of a project that has concordat and Vitest installed.
function writeTest(consumer: string, unpacked: string): void {
  const modules = path.join(consumer, "node_modules");
  mkdirSync(modules, { recursive: true });
  run("ln", ["-s", unpacked, path.join(modules, "concordat")]);
  for (const name of ["vitest", "@types"]) {
    run("ln", ["-s", path.join(root, "node_modules", name), path.join(modules, name)]);
  }
  const contract = JSON.stringify(path.join(root, "contracts/user-service.openapi.yaml"));
  const files = {
    "package.json": JSON.stringify({ type: "module" }),
    "matchers.test.ts": `import "concordat/vitest";
import { loadContract } from "concordat";
import { expect, test } from "vitest";
test("matchers", async () => {
  const contract = await loadContract(${contract});
  await expect(new Response()).not.toMatchContract(contract, contract.operations[0]!.key);
  // @ts-expect-error the contract is missing
  await expect(expect(new Response()).toMatchContract()).rejects.toThrow("takes a contract");
});
`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2024",
        module: "nodenext",
        strict: true,
        noEmit: true,
        types: ["node"],
      },
      include: ["*.ts"],
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(consumer, name), text);
}

function run(command: string, args: readonly string[], cwd: string = root): string {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args[0]} failed:\n${stdout ?? ""}${stderr ?? ""}`);
  }
}

function require(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
