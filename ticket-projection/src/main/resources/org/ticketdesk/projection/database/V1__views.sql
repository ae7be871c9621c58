-- The views of the journal, for SQLite and PostgreSQL alike. Times are epoch milliseconds of the desk's time (the log's append
-- time, non-decreasing per desk), durations milliseconds. The placeholders say in each database's words: ${text}, a text that
-- compares by its bytes; ${bytes}, a sequence of bytes; ${keyed}, a table that is kept in the order of its key where that is a choice.
-- Indexes that only queries need are in V2, which a rebuild runs when the rows are there.

-- Who may write: the instance that raised the epoch last, unless the generation is retired (another is in use). One row.
CREATE TABLE projection (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL,
    journal ${text},              -- the id of the topic on its cluster; null before the first batch
    retired INTEGER NOT NULL DEFAULT 0
) ${keyed};
INSERT INTO projection (id, epoch) VALUES (1, 0);

-- How far each partition of the journal has been applied.
CREATE TABLE positions (
    partition_number INTEGER NOT NULL PRIMARY KEY,
    next_offset BIGINT NOT NULL
) ${keyed};

-- Desks: how far their story has been applied, the settings, how many tickets are in each status.
CREATE TABLE desks (
    desk ${text} NOT NULL PRIMARY KEY,
    partition_number INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    rules INTEGER NOT NULL,
    configured INTEGER NOT NULL DEFAULT 0,   -- whether the settings were ever changed; the next four say nothing before
    idle_after_ms BIGINT,
    close_idle_after_ms BIGINT,
    in_progress_to_pending_after_ms BIGINT,
    default_capacity INTEGER,
    pending BIGINT NOT NULL DEFAULT 0,
    active BIGINT NOT NULL DEFAULT 0,
    proactive BIGINT NOT NULL DEFAULT 0,
    in_progress BIGINT NOT NULL DEFAULT 0,
    idle BIGINT NOT NULL DEFAULT 0,
    closed BIGINT NOT NULL DEFAULT 0
) ${keyed};

-- Agents. Who has left stays, with the time of leaving; who is added again is OFFLINE, with the load of what their id holds.
CREATE TABLE agents (
    desk ${text} NOT NULL,
    agent ${text} NOT NULL,
    presence ${text} NOT NULL,
    presence_since BIGINT NOT NULL,
    capacity INTEGER,             -- their own; null for the desk's default
    active BIGINT NOT NULL DEFAULT 0,     -- the load
    idle BIGINT NOT NULL DEFAULT 0,
    proactive BIGINT NOT NULL DEFAULT 0,
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    sequence BIGINT NOT NULL,     -- of the entry that last changed the row
    PRIMARY KEY (desk, agent)
) ${keyed};

-- Tickets as they are. Of a ticket whose opening was set aside, the customer is empty, channel and priority are UNKNOWN unless they
-- were heard of since, and what began in the dark has no row among the cycles and assignments.
CREATE TABLE tickets (
    desk ${text} NOT NULL,
    ticket ${text} NOT NULL,
    customer ${text} NOT NULL,
    channel ${text} NOT NULL,
    priority ${text} NOT NULL,
    priority_rank INTEGER NOT NULL,       -- 1 LOW to 4 URGENT; 0 for one younger than this software
    follows_up ${text},
    opened_at BIGINT NOT NULL,
    status ${text} NOT NULL,
    status_since BIGINT NOT NULL,
    assignee ${text},
    last_assignee ${text},
    last_word ${text} NOT NULL,           -- CUSTOMER or DESK
    last_word_at BIGINT NOT NULL,
    closed_at BIGINT,                     -- null unless CLOSED
    cycles INTEGER NOT NULL,              -- open cycles so far, the present one included; reopenings are one less
    assignments INTEGER NOT NULL,         -- assignments so far
    customer_messages BIGINT NOT NULL,    -- a customer's opening is one
    desk_messages BIGINT NOT NULL,        -- an agent's first word in a proactive chat is one
    sequence BIGINT NOT NULL,             -- of the entry that last changed the row
    incomplete_since BIGINT,              -- the sequence of the first entry about the ticket that was set aside; null when none was
    PRIMARY KEY (desk, ticket)
) ${keyed};

-- Every status change, as the topic ticket-status-changed has it, and how long the status before had lasted.
CREATE TABLE status_changes (
    desk ${text} NOT NULL,
    sequence BIGINT NOT NULL,
    fact INTEGER NOT NULL,                -- the position among the entry's facts, from 0: the topic's index
    ticket ${text} NOT NULL,
    at BIGINT NOT NULL,
    from_status ${text},
    to_status ${text} NOT NULL,
    row_id ${text} NOT NULL,              -- B1, B2, R1 to R20
    since BIGINT,
    lasted_ms BIGINT,                     -- at minus since
    assignee ${text},
    previous_assignee ${text},
    customer ${text} NOT NULL,
    channel ${text} NOT NULL,
    priority ${text} NOT NULL,
    action_id ${text} NOT NULL,
    actor_role ${text} NOT NULL,
    actor_id ${text} NOT NULL,
    action_type ${text} NOT NULL,
    rules INTEGER NOT NULL,
    PRIMARY KEY (desk, sequence, fact)
) ${keyed};

-- Every entry of the journal: one for each action, accepted, refused or duplicate.
CREATE TABLE entries (
    desk ${text} NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    action_id ${text} NOT NULL,
    actor_role ${text} NOT NULL,
    actor_id ${text} NOT NULL,
    action_type ${text} NOT NULL,
    occurred_at BIGINT,
    outcome ${text} NOT NULL,             -- ACCEPTED, REFUSED, DUPLICATE
    reason ${text},
    detail ${text},
    duplicate_of BIGINT,
    ticket ${text},                       -- the ticket that the action named; null when it named none
    record ${bytes} NOT NULL,             -- the entry as published, Avro single-object encoding
    PRIMARY KEY (desk, sequence)
) ${keyed};

CREATE VIEW refusals AS
    SELECT desk, sequence, at, action_id, actor_role, actor_id, action_type, occurred_at, ticket, reason, detail
    FROM entries
    WHERE outcome = 'REFUSED';

-- Open cycles: from opening or reopening to closing. What each time is: docs/measures.md.
CREATE TABLE cycles (
    desk ${text} NOT NULL,
    ticket ${text} NOT NULL,
    cycle INTEGER NOT NULL,               -- from 1
    began_at BIGINT NOT NULL,
    began_sequence BIGINT NOT NULL,
    began_by ${text} NOT NULL,            -- the row: B1, B2, R18, R19, R20
    closed_at BIGINT,
    closed_sequence BIGINT,
    closed_by ${text},                    -- the row: R5, R6, R15, R16
    awaiting_since BIGINT,                -- since when the customer awaits (or awaited) the first response; null before they do
    first_held_at BIGINT,                 -- when an agent first held the ticket in this cycle
    first_response_at BIGINT,
    first_response_by ${text},            -- who wrote it
    waiting_ms BIGINT,
    first_response_ms BIGINT,
    conversation_ms BIGINT,
    to_close_ms BIGINT,
    pending_ms BIGINT NOT NULL DEFAULT 0,       -- of ended stays; the present one is not in it
    active_ms BIGINT NOT NULL DEFAULT 0,
    proactive_ms BIGINT NOT NULL DEFAULT 0,
    in_progress_ms BIGINT NOT NULL DEFAULT 0,
    idle_ms BIGINT NOT NULL DEFAULT 0,
    customer_messages BIGINT NOT NULL DEFAULT 0,
    desk_messages BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (desk, ticket, cycle)
) ${keyed};

-- Assignments: who held which ticket, from when to when, and what they answered meanwhile.
CREATE TABLE assignments (
    desk ${text} NOT NULL,
    ticket ${text} NOT NULL,
    assignment INTEGER NOT NULL,          -- from 1
    cycle INTEGER NOT NULL,
    agent ${text} NOT NULL,
    began_at BIGINT NOT NULL,
    began_sequence BIGINT NOT NULL,
    began_by ${text} NOT NULL,            -- the row (B2, R1, R8, R9, R19, R20), or TRANSFER
    ended_at BIGINT,
    ended_sequence BIGINT,
    ended_by ${text},                     -- the row (R2, R5, R6, R7, R13, R15, R16), or TRANSFER
    awaiting_since BIGINT,                -- since when the customer awaits (or awaited) this agent's first response
    first_response_at BIGINT,
    first_response_ms BIGINT,
    responses BIGINT NOT NULL DEFAULT 0,  -- messages of the agent while holding the ticket
    PRIMARY KEY (desk, ticket, assignment)
) ${keyed};

-- What was measured, one row for each measure of a ticket, an open cycle or an assignment, at the moment at which it was complete:
-- what is past does not change. docs/measures.md defines them.
CREATE TABLE measurements (
    desk ${text} NOT NULL,
    at BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    position INTEGER NOT NULL,            -- among the measurements of the entry, from 0
    measure ${text} NOT NULL,
    measured BIGINT NOT NULL,             -- milliseconds, or a number
    ticket ${text} NOT NULL,
    agent ${text},
    channel ${text} NOT NULL,
    PRIMARY KEY (desk, at, sequence, position)
) ${keyed};

-- Records of the journal that could not be applied, and records that were, but before which entries are missing.
CREATE TABLE set_aside (
    partition_number INTEGER NOT NULL,
    record_offset BIGINT NOT NULL,
    desk ${text} NOT NULL,
    sequence BIGINT,                      -- null when the record could not be read
    tickets ${text} NOT NULL,             -- the tickets it was about, separated by spaces; empty when not all are known
    reason ${text} NOT NULL,
    set_aside_at BIGINT NOT NULL,         -- by this machine's clock
    record ${bytes} NOT NULL,
    PRIMARY KEY (partition_number, record_offset)
) ${keyed};
-- Each batch asks what its desks lack.
CREATE INDEX set_aside_by_desk ON set_aside (desk, partition_number, record_offset);
