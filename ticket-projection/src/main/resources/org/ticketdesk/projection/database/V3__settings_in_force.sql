-- The settings in force at an entry, to say how late a timer was: few entries are about settings. All that is asked for is a part of
-- the key, so that SQLite takes this index and not the table's own order, in which it would read the desk backwards.
CREATE INDEX entries_of_settings ON entries (desk, action_type, outcome, sequence) WHERE action_type = 'ConfigureDesk';
