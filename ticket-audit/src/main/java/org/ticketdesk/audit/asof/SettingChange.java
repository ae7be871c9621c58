package org.ticketdesk.audit.asof;

import org.jspecify.annotations.Nullable;

/**
 * A setting that is another.
 *
 * @param setting its name, as in {@link SettingsAsOf}
 * @param was its value at the first moment; null for off
 * @param is its value at the second; null for off
 */
public record SettingChange(
        String setting, @Nullable Long was, @Nullable Long is) {}
