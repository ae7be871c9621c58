package org.ticketdesk.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit}: why it was decided so, whether anything was altered, how it was, how it might have been. */
@Command(
        name = "audit",
        description = "Answers for every decision: what happened and why, and whether anything was altered since.",
        subcommands = {
            HistoryCommand.class,
            AsOfCommand.class,
            WhatIfCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            VerifyCommand.class,
            SealCommand.class
        })
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
