-- The settings in force at an entry, to say how late a timer was: few entries are about settings.
CREATE INDEX entries_of_settings ON entries (desk, sequence) WHERE action_type = 'ConfigureDesk';
