package org.ticketdesk.cli.options;

import org.ticketdesk.projection.ProjectionConfig;
import picocli.CommandLine.Mixin;

/** Where the journal is, and where the views: for commands that make views. */
public final class ViewsOption {
    @Mixin
    private BrokerOption broker;

    @Mixin
    private DatabaseOption database;

    /** The broker. */
    public BrokerOption broker() {
        return broker;
    }

    /** The settings of a projection. */
    public ProjectionConfig config() {
        return database.config(broker.bootstrap(), DatabaseOption.WHERE_UP_KEEPS_THEM)
                .withClient(broker.properties());
    }
}
