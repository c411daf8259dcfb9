/**
 * The tables of the broker's file, as a list of steps: the file knows how many it has taken.
 *
 * Steps are never changed once they were released; a new one is appended.
 *
 * Order is that of `id`s: versions are ordered by when they were made, not by their numbers.
 * Times are RFC 3339 texts in UTC. Names are those that are written on the wire, so `pacticipant`
 * stands for nothing here: an application is a participant.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE participant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT,
    main_branch TEXT,
    repository_url TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE label (
    participant_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (participant_id, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    number TEXT NOT NULL,
    build_url TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (participant_id, number)
  ) STRICT;
  -- The latest version of a participant, and its versions from the newest on.
  CREATE INDEX version_of_participant ON version (participant_id, id);

  CREATE TABLE branch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (participant_id, name)
  ) STRICT;

  -- The head of a branch is the version that was put on it last: the highest id.
  CREATE TABLE branch_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    branch_id INTEGER NOT NULL REFERENCES branch ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    UNIQUE (branch_id, version_id)
  ) STRICT;
  CREATE INDEX branch_version_of_version ON branch_version (version_id);
  -- With the row's id behind it: the head of a branch is found without reading the branch.
  CREATE INDEX branch_version_of_branch ON branch_version (branch_id);

  CREATE TABLE tag (
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (version_id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tag_by_name ON tag (name, version_id);

  -- A pact version: what a consumer expects of a provider, once for all consumer versions that
  -- expect the same. The text is kept as it was sent.
  CREATE TABLE pact_content (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    consumer_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    provider_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    sha TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (consumer_id, provider_id, sha)
  ) STRICT;
  CREATE INDEX pact_content_of_provider ON pact_content (provider_id);

  -- A pact publication: a consumer version says that this is what it expects. Merging makes
  -- another revision; the latest counts.
  CREATE TABLE pact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    consumer_version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    consumer_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    provider_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    content_id INTEGER NOT NULL REFERENCES pact_content ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    is_latest INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (consumer_version_id, provider_id, revision)
  ) STRICT;
  CREATE INDEX pact_of_content ON pact (content_id);
  CREATE INDEX pact_of_pair ON pact (provider_id, consumer_id, consumer_version_id);
  CREATE INDEX pact_of_consumer ON pact (consumer_id, provider_id, consumer_version_id);

  -- A verification result: of one pact version by one provider version. The latest counts.
  -- "number" counts all results.
  CREATE TABLE result (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_id INTEGER NOT NULL REFERENCES pact_content ON DELETE CASCADE,
    provider_version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    consumer_version_id INTEGER REFERENCES version ON DELETE SET NULL,
    number INTEGER NOT NULL,
    success INTEGER NOT NULL,
    is_wip INTEGER NOT NULL,
    build_url TEXT,
    test_results TEXT,
    verified_by TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (content_id, number)
  ) STRICT;
  CREATE INDEX result_of_content ON result (content_id, provider_version_id);
  CREATE INDEX result_of_version ON result (provider_version_id);

  CREATE TABLE environment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT,
    is_production INTEGER NOT NULL,
    contacts TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;

  -- One row for each time that a version came to an environment. "target" is the application
  -- instance, '' where none is named.
  CREATE TABLE deployed_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    participant_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    environment_id INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    target TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    undeployed_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX currently_deployed ON deployed_version (participant_id, environment_id, target)
    WHERE undeployed_at IS NULL;
  CREATE INDEX deployed_version_of_version ON deployed_version (version_id);
  CREATE INDEX deployed_version_of_environment ON deployed_version (environment_id)
    WHERE undeployed_at IS NULL;

  CREATE TABLE released_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    participant_id INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    environment_id INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    support_ended_at TEXT,
    UNIQUE (version_id, environment_id)
  ) STRICT;
  CREATE INDEX released_version_of_environment ON released_version (environment_id, participant_id)
    WHERE support_ended_at IS NULL;

  CREATE TABLE webhook (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    description TEXT,
    consumer_id INTEGER REFERENCES participant ON DELETE CASCADE,
    provider_id INTEGER REFERENCES participant ON DELETE CASCADE,
    consumer_label TEXT,
    provider_label TEXT,
    is_enabled INTEGER NOT NULL,
    request TEXT NOT NULL,
    events TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;

  -- One row for each event that a webhook waited for. "success" is NULL until it was sent; the logs
  -- tell no secrets. Of "webhook", "request" does, and is sealed.
  CREATE TABLE webhook_execution (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    webhook_id INTEGER NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event TEXT NOT NULL,
    consumer_version_id INTEGER REFERENCES version ON DELETE CASCADE,
    content_id INTEGER REFERENCES pact_content ON DELETE CASCADE,
    result_id INTEGER REFERENCES result ON DELETE CASCADE,
    success INTEGER,
    logs TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX webhook_execution_of_webhook ON webhook_execution (webhook_id);
  `,
];
