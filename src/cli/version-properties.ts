/**
 * What is built: commit, branch and build, as the CI's variables and git tell them.
 *
 * The variables are those that the official command line reads, in its order, and GitLab's own.
 */
import { execFile } from "node:child_process";
import { said } from "./broker-access.ts";
import type { Io } from "./io.ts";

export interface VersionProperties {
  commit?: string;
  branch?: string;
  buildUrl?: string;
}

/** stdout of `git ARGS`; undefined where git cannot answer. */
export type Git = (args: readonly string[]) => Promise<string | undefined>;

type Env = Io["env"];

/** In order of rank. */
const COMMITS = [
  "GITHUB_SHA",
  "BUILDKITE_COMMIT",
  "CIRCLE_SHA1",
  "TRAVIS_COMMIT",
  "GIT_COMMIT",
  "APPVEYOR_REPO_COMMIT",
  "CI_COMMIT_ID",
  "CI_COMMIT_SHA",
  "BITBUCKET_COMMIT",
  "BUILD_SOURCEVERSION",
  "CIRRUS_CHANGE_IN_REPO",
];

const BRANCHES = [
  "GITHUB_HEAD_REF",
  "GITHUB_REF",
  "BUILDKITE_BRANCH",
  "CIRCLE_BRANCH",
  "TRAVIS_BRANCH",
  "GIT_BRANCH",
  "GIT_LOCAL_BRANCH",
  "APPVEYOR_REPO_BRANCH",
  "CI_COMMIT_REF_NAME",
  "BITBUCKET_BRANCH",
  "BUILD_SOURCEBRANCHNAME",
  "CIRRUS_BRANCH",
];

const BUILD_URLS = [
  "BUILDKITE_BUILD_URL",
  "CIRCLE_BUILD_URL",
  "TRAVIS_BUILD_WEB_URL",
  "BUILD_URL",
  "CI_JOB_URL",
];

export async function detectVersionProperties(env: Env, git: Git): Promise<VersionProperties> {
  const commit = first(env, COMMITS) ?? (await git(["rev-parse", "HEAD"]));
  const branch = branchOf(env) ?? (await branchOfGit(git));
  const buildUrl = githubBuild(env) ?? first(env, BUILD_URLS);
  return {
    ...(commit !== undefined && { commit }),
    ...(branch !== undefined && { branch }),
    ...(buildUrl !== undefined && { buildUrl }),
  };
}

/** The branch alone. */
export async function detectBranch(env: Env, git: Git): Promise<string | undefined> {
  return branchOf(env) ?? (await branchOfGit(git));
}

/** Files of the work tree that no commit has, as `git status --porcelain` lists them. */
export async function uncommittedFiles(git: Git): Promise<string[]> {
  const status = await git(["status", "--porcelain"]);
  return (status ?? "").split("\n").filter((line) => line !== "");
}

function first(env: Env, names: readonly string[]): string | undefined {
  return names.map((name) => said(env[name])?.trim()).find((value) => value !== undefined);
}

function branchOf(env: Env): string | undefined {
  return BRANCHES.map((name) => readBranch(said(env[name])?.trim())).find(
    (branch) => branch !== undefined,
  );
}

// A tag or the merge of a pull request is no branch; Jenkins names the remote, too.
function readBranch(text: string | undefined): string | undefined {
  const branch = text?.replace(/^refs\/heads\//, "").replace(/^origin\//, "");
  return branch === undefined || /^(refs\/|HEAD$)/.test(branch) ? undefined : branch;
}

async function branchOfGit(git: Git): Promise<string | undefined> {
  return readBranch(await git(["rev-parse", "--abbrev-ref", "HEAD"]));
}

function githubBuild(env: Env): string | undefined {
  const [server, repository, run] = [
    said(env.GITHUB_SERVER_URL),
    said(env.GITHUB_REPOSITORY),
    said(env.GITHUB_RUN_ID),
  ];
  if (server === undefined || repository === undefined || run === undefined) return undefined;
  return `${server}/${repository}/actions/runs/${run}`;
}

/** git in `cwd`; a folder outside any repository has no answers. */
export function gitIn(cwd: string): Git {
  return (args) =>
    new Promise((resolve) => {
      execFile("git", [...args], { cwd, encoding: "utf8", timeout: 10_000 }, (error, stdout) => {
        const text = stdout.trimEnd();
        resolve(error === null && text !== "" ? text : undefined);
      });
    });
}
