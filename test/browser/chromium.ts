/** A real Chromium, without a download: from a package, or one that is named or installed. */
import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";

// It asks nobody anything, and everything in it is trusted: the pages are our own.
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-gpu",
];

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @returns the browser, or why there is none; `CHROMIUM_PATH` names another one */
export async function launchChromium(): Promise<Browser | { reason: string }> {
  try {
    const { chromium } = await import("playwright-core");
    return await chromium.launch({ executablePath: await findExecutable(), args: FLAGS });
  } catch (error) {
    const [reason = "unknown"] = (error instanceof Error ? error.message : String(error)).split(
      "\n",
    );
    return { reason };
  }
}

async function findExecutable(): Promise<string> {
  const named = process.env.CHROMIUM_PATH ?? INSTALLED.find((file) => existsSync(file));
  if (named !== undefined) return named;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("no Chromium is installed, and CHROMIUM_PATH names none");
  }
  const { default: packed } = await import("@sparticuz/chromium");
  return packed.executablePath();
}
