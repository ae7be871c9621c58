package org.ticketdesk.cli.options;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ticketdesk.cli.local.OwnToken;
import org.ticketdesk.cli.settings.Configurable;
import org.ticketdesk.cli.settings.Secret;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The token that a command shows a desk: by a file or the environment, never typed. */
public final class OwnTokenOption {
    private static final Path OF_UP = Path.of(".data").resolve(OwnToken.FILE);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Configurable
    @Option(names = "--token", hidden = true, paramLabel = "TOKEN", description = "The token to show a desk.")
    private Secret token;

    @Configurable
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token to show. Default: what the variable DESK_TOKEN says, or else, for a"
                    + " desk on this machine, the one that `desk up` keeps in .data/token of the current folder")
    private Path file;

    /**
     * The token for this server.
     *
     * @return empty when there is none
     */
    public Optional<String> token(URI server) {
        if (file != null) {
            return Optional.of(read(file));
        }
        if (token != null) {
            return Optional.of(token.value().strip());
        }
        return isThisMachine(server) && Files.isReadable(OF_UP) ? Optional.of(read(OF_UP)) : Optional.empty();
    }

    /** What `desk up` keeps is for nobody on another machine to see. */
    private static boolean isThisMachine(URI server) {
        try {
            return InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String read(Path from) {
        try {
            return Files.readString(from).strip();
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--token-file': '" + from + "' is no file that can be read",
                    e);
        }
    }
}
