#!/usr/bin/env node
// Runs concordat on a Node that can: this one, or the one installed beside the project.
// Only syntax that Node 18 parses.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const MAJOR = 22;
const MINOR = 18;
const SIGNALS = ["SIGTERM", "SIGHUP", "SIGINT"];
// How long the child may take to end once it is asked to.
const GRACE_MS = 5000;
const folder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// A checkout runs from its sources; the published package has only what was built of them.
const sources = path.join(folder, "src", "cli", "main.ts");
const isCheckout = existsSync(sources);
const main = isCheckout ? sources : path.join(folder, "dist", "cli.mjs");
// In a checkout the package finds itself by name through the `source` condition.
const flags = isCheckout ? ["--conditions=source"] : [];

if (!isRecent(process.versions.node)) {
  const bundled = findNode();
  if (bundled === undefined) {
    process.stderr.write(
      `concordat needs Node ${MAJOR}.${MINOR} or later; this is ${process.versions.node}.\n`,
    );
    process.exitCode = 2;
  } else {
    run(bundled);
  }
} else if (flags.every((flag) => process.execArgv.includes(flag))) {
  await import(pathToFileURL(main).href);
} else {
  run(process.execPath);
}

function isRecent(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > MAJOR || (major === MAJOR && minor >= MINOR);
}

function findNode() {
  const require = createRequire(import.meta.url);
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  for (const name of [`node-${process.platform}-${process.arch}`, "node"]) {
    try {
      return require.resolve(`${name}/${file}`);
    } catch {
      // Not installed: the next one.
    }
  }
  return undefined;
}

function run(node) {
  const child = spawn(node, [...flags, main, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    // src/cli/launcher.ts reads it: what ends this process closes the pipe, SIGKILL too.
    env: { ...process.env, CONCORDAT_LAUNCHER_FD: "3" },
  });
  const leash = child.stdio?.[3];
  leash?.on("error", () => undefined);
  leash?.unref();
  let asked;
  const stop = (signal) => {
    // Who asks twice does not want to wait.
    if (asked !== undefined) {
      child.kill("SIGKILL");
      return;
    }
    asked = signal;
    // Ctrl-C reaches the child by itself, as one of the terminal's foreground group. Other signals
    // are sent to this process alone, and are passed on.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  child.on("error", (error) => {
    process.stderr.write(`concordat cannot start ${node}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 2;
      return;
    }
    for (const name of SIGNALS) process.off(name, stop);
    // A child that had to be killed ended, seen from outside, as this process was asked to.
    process.kill(process.pid, signal === "SIGKILL" ? (asked ?? signal) : signal);
  });
}
