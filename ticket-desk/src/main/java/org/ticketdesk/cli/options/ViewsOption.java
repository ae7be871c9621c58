package org.ticketdesk.cli.options;

import org.ticketdesk.projection.ProjectionConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the journal is, and where the views: for commands that make views. */
public final class ViewsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private DatabaseOption database;

    /** The settings of a projection, of brokers that have answered. */
    public ProjectionConfig config() {
        ProjectionConfig config = database.config(broker.bootstrap(), DatabaseOption.WHERE_UP_KEEPS_THEM);
        try {
            config = config.withClient(broker.properties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        broker.clients();
        return config;
    }
}
