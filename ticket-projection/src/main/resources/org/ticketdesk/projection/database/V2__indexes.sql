-- What queries look by. Apart from the tables, so that a rebuild makes them once, over rows that are there. Each costs a rebuild time
-- and every change a write, so there is none that no query needs: QueryPlansTest names them.

-- A list of tickets is read status by status, in each of its orders; channel and priority are there to pass over what is not
-- asked for without reading its row. A Closed ticket's status_since is its closed_at.
CREATE INDEX tickets_by_since ON tickets (desk, status, status_since, ticket, channel, priority);
CREATE INDEX tickets_by_opening ON tickets (desk, status, opened_at, ticket, channel, priority);
CREATE INDEX tickets_by_change ON tickets (desk, status, sequence, ticket, channel, priority);
CREATE INDEX tickets_waiting ON tickets (desk, priority_rank DESC, status_since, ticket) WHERE status = 'PENDING';
CREATE INDEX tickets_by_assignee ON tickets (desk, assignee, status_since, ticket) WHERE assignee IS NOT NULL;
CREATE INDEX tickets_by_customer ON tickets (desk, customer, opened_at, ticket);
CREATE INDEX status_changes_by_ticket ON status_changes (desk, ticket, sequence, fact);
CREATE INDEX status_changes_by_time ON status_changes (desk, at, sequence, fact);
CREATE INDEX entries_by_action ON entries (desk, action_id, sequence);
CREATE INDEX entries_by_ticket ON entries (desk, ticket, sequence) WHERE ticket IS NOT NULL;
CREATE INDEX entries_refused ON entries (desk, at, sequence) WHERE outcome = 'REFUSED';
CREATE INDEX entries_refused_by_actor ON entries (desk, actor_id, at, sequence) WHERE outcome = 'REFUSED';
CREATE INDEX assignments_by_agent ON assignments (desk, agent, began_at, ticket, assignment);
CREATE INDEX assignments_by_time ON assignments (desk, began_at, ticket, assignment);
