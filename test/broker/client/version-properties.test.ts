/** What CI services set, from their documentation. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  detectVersionProperties,
  type Git,
  gitIn,
  uncommittedFiles,
} from "../../../src/cli/version-properties.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";

const nowhere: Git = async () => undefined;
const repository: Git = async (args) => (args.includes("--abbrev-ref") ? "from-git" : "c0ffee");

describe("a CI says", () => {
  test.each([
    [
      "GitHub Actions, a push",
      {
        GITHUB_SHA: "abc",
        GITHUB_REF: "refs/heads/feature/x",
        GITHUB_HEAD_REF: "",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_RUN_ID: "7",
      },
      {
        commit: "abc",
        branch: "feature/x",
        buildUrl: "https://github.com/o/r/actions/runs/7",
      },
    ],
    [
      "GitHub Actions, a pull request",
      { GITHUB_SHA: "abc", GITHUB_REF: "refs/pull/1/merge", GITHUB_HEAD_REF: "fix" },
      { commit: "abc", branch: "fix" },
    ],
    ["GitHub Actions, a tag", { GITHUB_SHA: "abc", GITHUB_REF: "refs/tags/v1" }, { commit: "abc" }],
    [
      "GitLab",
      { CI_COMMIT_SHA: "abc", CI_COMMIT_REF_NAME: "main", CI_JOB_URL: "https://gl/jobs/1" },
      { commit: "abc", branch: "main", buildUrl: "https://gl/jobs/1" },
    ],
    [
      "Jenkins",
      { GIT_COMMIT: "abc", GIT_BRANCH: "origin/main", BUILD_URL: "https://j/1" },
      { commit: "abc", branch: "main", buildUrl: "https://j/1" },
    ],
    [
      "CircleCI",
      { CIRCLE_SHA1: "abc", CIRCLE_BRANCH: "main", CIRCLE_BUILD_URL: "https://c/1" },
      { commit: "abc", branch: "main", buildUrl: "https://c/1" },
    ],
    [
      "Travis",
      { TRAVIS_COMMIT: "abc", TRAVIS_BRANCH: "main", TRAVIS_BUILD_WEB_URL: "https://t/1" },
      { commit: "abc", branch: "main", buildUrl: "https://t/1" },
    ],
    [
      "Azure Pipelines",
      { BUILD_SOURCEVERSION: "abc", BUILD_SOURCEBRANCHNAME: "main" },
      { commit: "abc", branch: "main" },
    ],
    [
      "Bitbucket",
      { BITBUCKET_COMMIT: "abc", BITBUCKET_BRANCH: "main" },
      { commit: "abc", branch: "main" },
    ],
    [
      "Buildkite",
      { BUILDKITE_COMMIT: "abc", BUILDKITE_BRANCH: "main", BUILDKITE_BUILD_URL: "https://b/1" },
      { commit: "abc", branch: "main", buildUrl: "https://b/1" },
    ],
    ["nobody", {}, {}],
  ])("%s", async (_, env, properties) => {
    expect(await detectVersionProperties(env, nowhere)).toEqual(properties);
  });
});

test("git says what no CI does", async () => {
  expect(await detectVersionProperties({ GIT_COMMIT: " " }, repository)).toEqual({
    commit: "c0ffee",
    branch: "from-git",
  });
});

test("a detached head is no branch", async () => {
  const git: Git = async (args) => (args.includes("--abbrev-ref") ? "HEAD" : "c0ffee");
  expect(await detectVersionProperties({}, git)).toEqual({ commit: "c0ffee" });
});

test("a repository, and a folder that is none", async () => {
  await inTemporaryFolder(async (folder) => {
    const git = gitIn(folder);
    // The folder of temporary files is in no repository.
    expect(await detectVersionProperties({}, git)).toEqual({});
    expect(await uncommittedFiles(git)).toEqual([]);
    const run = (...args: string[]): string =>
      execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
    run("init", "--quiet", "--initial-branch=trunk");
    run("config", "user.email", "a@b.test");
    run("config", "user.name", "a");
    run("commit", "--quiet", "--allow-empty", "--message", "first");
    expect(await detectVersionProperties({}, git)).toEqual({
      commit: run("rev-parse", "HEAD"),
      branch: "trunk",
    });
    writeFileSync(path.join(folder, "new.txt"), "");
    expect(await uncommittedFiles(git)).toEqual(["?? new.txt"]);
  });
});
