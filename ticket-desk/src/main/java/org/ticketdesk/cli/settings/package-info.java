/**
 * Where each setting comes from: its flag, else the environment, else a file, else its default. Options become settings by being
 * declared: those of a {@link org.ticketdesk.cli.settings.Service}, in whatever command they are, and those that are
 * {@link org.ticketdesk.cli.settings.Configurable}. Knows nothing of what they mean.
 */
package org.ticketdesk.cli.settings;
