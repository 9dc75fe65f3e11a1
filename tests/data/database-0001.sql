-- What filmgate 0.1.0 left: a task in every state, two accounts, a callback that is due.
BEGIN TRANSACTION;
CREATE TABLE accounts (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	user_group TEXT NOT NULL, 
	callback_secret TEXT NOT NULL, 
	balance_microcredits BIGINT DEFAULT '0' NOT NULL, 
	reserved_microcredits BIGINT DEFAULT '0' NOT NULL, 
	spent_microcredits BIGINT DEFAULT '0' NOT NULL, 
	last_turn BIGINT DEFAULT '0' NOT NULL, 
	created_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT ck_accounts_balance_not_negative CHECK (balance_microcredits >= 0), 
	CONSTRAINT ck_accounts_reserved_not_negative CHECK (reserved_microcredits >= 0)
);
INSERT INTO "accounts" VALUES('acct_b7c5ae183deeab0a508e','Ann','default','whsec_hcpkHHzp9iprkttUvnIk9D3w3WXKw6wn',948600000,25700000,25700000,2,1757169743000);
INSERT INTO "accounts" VALUES('acct_f8738a3b649be3711e38','Bob','default','whsec_/9BxRcuBZW5LjRZc3XkC5bYaKiZJXPe+',24300000,25700000,0,3,1757169743000);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE deliveries (
	id TEXT NOT NULL, 
	task_id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	due_at_ms BIGINT NOT NULL, 
	leased_until_ms BIGINT DEFAULT '0' NOT NULL, 
	created_at_ms BIGINT NOT NULL, 
	ended_at_ms BIGINT, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT ck_deliveries_known_state CHECK (state IN ('due', 'delivered', 'failed')), 
	CONSTRAINT fk_deliveries_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_deliveries_task_id FOREIGN KEY(task_id) REFERENCES tasks (id), 
	CONSTRAINT uq_deliveries_task_id UNIQUE (task_id)
);
INSERT INTO "deliveries" VALUES('msg_40a1669e54e8e3276c07','task-unified-1757169743-xrbe61hu','acct_b7c5ae183deeab0a508e','https://example.com/hook','due',0,1757169748000,0,1757169748000,NULL);
CREATE TABLE delivery_attempts (
	delivery_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	status INTEGER, 
	problem TEXT, 
	latency_ms INTEGER NOT NULL, 
	attempted_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_delivery_attempts PRIMARY KEY (delivery_id, number), 
	CONSTRAINT fk_delivery_attempts_delivery_id FOREIGN KEY(delivery_id) REFERENCES deliveries (id)
);
CREATE TABLE idempotency_keys (
	account_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	request_sha256 BLOB NOT NULL, 
	task_id TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	created_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (account_id, "key"), 
	CONSTRAINT fk_idempotency_keys_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "idempotency_keys" VALUES('acct_b7c5ae183deeab0a508e','key-1',X'6868686868686868686868686868686868686868686868686868686868686868','task-unified-1757169743-92mcgcjb','{}',1757169743000);
CREATE TABLE keys (
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sha256 BLOB NOT NULL, 
	prefix TEXT NOT NULL, 
	last_four TEXT NOT NULL, 
	user_group TEXT, 
	models JSON, 
	requests_per_minute INTEGER, 
	tasks_at_once INTEGER, 
	created_at_ms BIGINT NOT NULL, 
	expires_at_ms BIGINT, 
	revoked_at_ms BIGINT, 
	CONSTRAINT pk_keys PRIMARY KEY (id), 
	CONSTRAINT fk_keys_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT uq_keys_sha256 UNIQUE (sha256)
);
INSERT INTO "keys" VALUES('key_4b576ce275631c447550','acct_b7c5ae183deeab0a508e','test',X'6EA33937D669004B8B3E3158EBF56EC24F4DBB77A344B1F40D9239D484C1CB5B','fg_live_31s6','a2fa',NULL,NULL,NULL,NULL,1757169743000,NULL,NULL);
INSERT INTO "keys" VALUES('key_6529788bcde437feb642','acct_f8738a3b649be3711e38','test',X'AB0B897EEC34F92012A109F5461D123731577C80770BF396A7C54AB00C5BEF58','fg_live_xm9k','7a18',NULL,NULL,NULL,NULL,1757169743000,NULL,NULL);
CREATE TABLE ledger_entries (
	id INTEGER NOT NULL, 
	account_id TEXT NOT NULL, 
	task_id TEXT, 
	kind TEXT NOT NULL, 
	balance_change BIGINT NOT NULL, 
	reserved_change BIGINT NOT NULL, 
	spent_change BIGINT NOT NULL, 
	note TEXT, 
	created_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_ledger_entries PRIMARY KEY (id), 
	CONSTRAINT ck_ledger_entries_known_kind CHECK (kind IN ('grant', 'reserve', 'settle', 'refund')), 
	CONSTRAINT fk_ledger_entries_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "ledger_entries" VALUES(1,'acct_b7c5ae183deeab0a508e',NULL,'grant',1000000000,0,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(2,'acct_f8738a3b649be3711e38',NULL,'grant',50000000,0,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(3,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-xrbe61hu','reserve',-25700000,25700000,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(4,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-xrbe61hu','settle',0,-25700000,25700000,NULL,1757169748000);
INSERT INTO "ledger_entries" VALUES(5,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-b7ck9jhx','reserve',-25700000,25700000,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(6,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-b7ck9jhx','refund',25700000,-25700000,0,NULL,1757169749000);
INSERT INTO "ledger_entries" VALUES(7,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-bse60t1r','reserve',-25700000,25700000,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(8,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-bse60t1r','refund',25700000,-25700000,0,NULL,1757169750000);
INSERT INTO "ledger_entries" VALUES(9,'acct_f8738a3b649be3711e38','task-unified-1757169743-7ctg9k3j','reserve',-25700000,25700000,0,NULL,1757169743000);
INSERT INTO "ledger_entries" VALUES(10,'acct_b7c5ae183deeab0a508e','task-unified-1757169743-92mcgcjb','reserve',-25700000,25700000,0,NULL,1757169743000);
CREATE TABLE tasks (
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	key_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	progress INTEGER DEFAULT '0' NOT NULL, 
	stage TEXT DEFAULT 'queued' NOT NULL, 
	revision INTEGER DEFAULT '1' NOT NULL, 
	model TEXT NOT NULL, 
	prompt TEXT NOT NULL, 
	negative_prompt TEXT, 
	aspect_ratio TEXT NOT NULL, 
	generation_type TEXT NOT NULL, 
	image_count INTEGER NOT NULL, 
	duration_seconds INTEGER NOT NULL, 
	seed BIGINT NOT NULL, 
	enhance_prompt BOOLEAN NOT NULL, 
	callback_url TEXT, 
	priority INTEGER DEFAULT '0' NOT NULL, 
	user_group TEXT NOT NULL, 
	billing_rule TEXT NOT NULL, 
	reserved_microcredits BIGINT NOT NULL, 
	charged_microcredits BIGINT, 
	worker_id TEXT, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	fence INTEGER DEFAULT '0' NOT NULL, 
	can_cancel BOOLEAN NOT NULL, 
	estimated_seconds INTEGER NOT NULL, 
	prepared JSON, 
	result JSON, 
	error_code TEXT, 
	error_message TEXT, 
	created_at_ms BIGINT NOT NULL, 
	started_at_ms BIGINT, 
	ended_at_ms BIGINT, 
	expires_at_ms BIGINT, 
	files_deleted_at_ms BIGINT, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_tasks_key_id FOREIGN KEY(key_id) REFERENCES keys (id)
);
INSERT INTO "tasks" VALUES('task-unified-1757169743-xrbe61hu','acct_b7c5ae183deeab0a508e','key_4b576ce275631c447550','completed',100,'completed',3,'veo3.1-pro','A cat playing piano',NULL,'auto','TEXT',0,8,7,1,'https://example.com/hook',0,'default','per_call',25700000,25700000,'worker_old',1,1,0,20,NULL,'{"film": "films/task-unified-1757169743-xrbe61hu/1.mp4", "poster": "films/task-unified-1757169743-xrbe61hu/1.jpg"}',NULL,NULL,1757169743000,1757169743000,1757169748000,1757256143000,NULL);
INSERT INTO "tasks" VALUES('task-unified-1757169743-b7ck9jhx','acct_b7c5ae183deeab0a508e','key_4b576ce275631c447550','failed',0,'failed',3,'veo3.1-pro','A cat playing piano',NULL,'auto','TEXT',0,8,7,1,NULL,0,'default','per_call',25700000,0,'worker_old',1,1,0,20,NULL,NULL,'service_error','no',1757169743000,1757169743000,1757169749000,1757256143000,NULL);
INSERT INTO "tasks" VALUES('task-unified-1757169743-bse60t1r','acct_b7c5ae183deeab0a508e','key_4b576ce275631c447550','cancelled',0,'cancelled',2,'veo3.1-pro','A cat playing piano',NULL,'auto','TEXT',0,8,7,1,NULL,0,'default','per_call',25700000,0,NULL,0,0,0,20,NULL,NULL,'request_cancelled','The task was cancelled; its credits were given back',1757169743000,NULL,1757169750000,1757256143000,NULL);
INSERT INTO "tasks" VALUES('task-unified-1757169743-7ctg9k3j','acct_f8738a3b649be3711e38','key_6529788bcde437feb642','processing',0,'starting',2,'veo3.1-pro','A cat playing piano',NULL,'auto','TEXT',0,8,7,1,NULL,0,'default','per_call',25700000,NULL,'worker_old',1,1,1,20,NULL,NULL,NULL,NULL,1757169743000,1757169743000,NULL,NULL,NULL);
INSERT INTO "tasks" VALUES('task-unified-1757169743-92mcgcjb','acct_b7c5ae183deeab0a508e','key_4b576ce275631c447550','pending',0,'queued',1,'veo3.1-pro','A cat playing piano',NULL,'auto','TEXT',0,8,7,1,NULL,0,'default','per_call',25700000,NULL,NULL,0,0,1,20,NULL,NULL,NULL,NULL,1757169743000,NULL,NULL,NULL,NULL);
CREATE TABLE uploads (
	id TEXT NOT NULL, 
	account_id TEXT NOT NULL, 
	storage_key TEXT NOT NULL, 
	content_type TEXT NOT NULL, 
	bytes INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	created_at_ms BIGINT NOT NULL, 
	expires_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (id), 
	CONSTRAINT fk_uploads_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
CREATE TABLE workers (
	id TEXT NOT NULL, 
	started_at_ms BIGINT NOT NULL, 
	CONSTRAINT pk_workers PRIMARY KEY (id)
);
INSERT INTO "workers" VALUES('worker_old',1757169743000);
CREATE INDEX ix_idempotency_keys_created_at_ms ON idempotency_keys (created_at_ms);
CREATE INDEX ix_keys_account_id ON keys (account_id);
CREATE INDEX ix_ledger_entries_account_id ON ledger_entries (account_id, id);
CREATE UNIQUE INDEX uq_ledger_end ON ledger_entries (task_id) WHERE kind IN ('settle', 'refund');
CREATE UNIQUE INDEX uq_ledger_reserve ON ledger_entries (task_id) WHERE kind = 'reserve';
CREATE INDEX ix_uploads_expires_at_ms ON uploads (expires_at_ms);
CREATE INDEX ix_tasks_account_newest ON tasks (account_id, created_at_ms, id);
CREATE INDEX ix_tasks_ended ON tasks (model, ended_at_ms);
CREATE INDEX ix_tasks_expiring ON tasks (expires_at_ms) WHERE files_deleted_at_ms IS NULL;
CREATE INDEX ix_tasks_key_unfinished ON tasks (key_id) WHERE ended_at_ms IS NULL;
CREATE INDEX ix_tasks_running ON tasks (worker_id, account_id) WHERE state = 'processing';
CREATE INDEX ix_tasks_waiting ON tasks (account_id, priority, created_at_ms) WHERE state = 'pending';
CREATE INDEX ix_deliveries_due ON deliveries (due_at_ms) WHERE state = 'due';
COMMIT;
