package org.ticketdesk.cli.settings;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ticketdesk.cli.ask.Table;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * What a command's settings are when its flags do not say: the environment's word, else the file's; the default is picocli's to
 * know. For one run of the command.
 */
public final class Settings implements IDefaultValueProvider {
    private static final String HELP = "--help";
    private static final String FILE = "--config";
    private static final String PRINT = "--print-config";

    private final Catalogue catalogue;
    private final Map<String, String> environment;
    private final Map<Optional<Path>, Map<String, Found>> read = new HashMap<>();

    /** The settings that were asked for because no flag said them. */
    private final Set<OptionSpec> unsaid = new HashSet<>();

    private Settings(Catalogue catalogue, Map<String, String> environment) {
        this.catalogue = catalogue;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Lets a command and all under it take their settings from the environment and from files too.
     *
     * @param line the command, complete but for {@code --help}
     * @param environment the variables
     */
    public static void connect(CommandLine line, Map<String, String> environment) {
        Settings settings = new Settings(new Catalogue(line.getCommandSpec()), environment);
        settings.addOptions(line);
        line.registerConverter(Secret.class, Secret::new);
        line.setDefaultValueProvider(settings);
        line.setExecutionStrategy(settings::execute);
    }

    /** Those of a command. */
    public static Settings of(CommandLine command) {
        return (Settings) command.getDefaultValueProvider();
    }

    /** The settings of a command, by name; those of Kafka's clients are not among them, for they are Kafka's. */
    public List<Setting> all(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> catalogue.has(option) && !Catalogue.isClient(option))
                .map(Setting::of)
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    private void addOptions(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        if (command.options().stream().anyMatch(catalogue::has)) {
            command.addMixin("config", CommandSpec.forAnnotatedObject(new FileOption()));
        }
        if (command.userObject() instanceof Service) {
            command.addMixin("print-config", CommandSpec.forAnnotatedObject(new PrintOption()));
        }
        line.getSubcommands().values().forEach(this::addOptions);
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)
                || !catalogue.has(option)
                || Catalogue.isClient(option)
                || isHelp(arg.command())) {
            return null;
        }
        Found found = found(arg.command()).get(Catalogue.name(option));
        if (found == null) {
            return null;
        }
        unsaid.add(option);
        return found.value().replace("$", "$$"); // what picocli would replace is said as it is
    }

    private static boolean isHelp(CommandSpec command) {
        OptionSpec help = command.findOption(HELP);
        return help != null && Boolean.TRUE.equals(help.getValue());
    }

    /** What environment and file say, by key. */
    private Map<String, Found> found(CommandSpec command) {
        String inEnvironment = environment.getOrDefault(Variables.FILE, "");
        Path named = command.findOption(FILE).getValue();
        Path file = named != null || inEnvironment.isEmpty() ? named : Path.of(inEnvironment);
        try {
            return read.computeIfAbsent(Optional.ofNullable(file), this::read);
        } catch (WrongSetting e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, Found> read(Optional<Path> file) {
        Map<String, Found> all = new TreeMap<>();
        file.map(SettingsFile::read).orElse(Map.of()).forEach((key, found) -> {
            if (!catalogue.isKnown(key)) {
                throw new WrongSetting("Found the key " + key + " on " + found.origin()
                        + ", which is no setting; the nearest is " + catalogue.nearest(key));
            }
            all.put(key, found);
        });
        all.putAll(Variables.read(environment, catalogue));
        return all;
    }

    /**
     * What Kafka's clients are told beside the brokers' address.
     *
     * @param command whose they are
     * @param flags what was typed, which comes first
     */
    public static Map<String, String> client(CommandLine command, Map<String, String> flags) {
        Map<String, String> all = new TreeMap<>();
        if (command.getDefaultValueProvider() instanceof Settings settings) {
            settings.clients(command.getCommandSpec()).forEach((name, found) -> all.put(name, found.value()));
        }
        all.putAll(flags);
        return all;
    }

    private Map<String, Found> clients(CommandSpec command) {
        Map<String, Found> all = new TreeMap<>();
        found(command).forEach((key, found) -> {
            if (key.startsWith(ClientNames.KEY)) {
                all.put(key.substring(ClientNames.KEY.length()), found);
            }
        });
        return all;
    }

    /** The sentence about what went wrong, and where the settings that it names come from if not from the command line. */
    public String explained(CommandLine line, String sentence) {
        CommandSpec command = line.getCommandSpec();
        Set<String> known = new LinkedHashSet<>();
        for (OptionSpec option : command.options()) {
            if (unsaid.contains(option) && names(sentence, option)) {
                known.add(option.longestName() + " comes from "
                        + found(command).get(Catalogue.name(option)).origin());
            }
        }
        if (sentence.contains("--client")) {
            clients(command).forEach((name, found) -> {
                if (sentence.contains(name)) {
                    known.add(name + " comes from " + found.origin());
                }
            });
        }
        return known.isEmpty() ? sentence : stop(sentence) + " " + String.join("; ", known) + ".";
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** By its flag, or as a record calls it. */
    private static boolean names(String sentence, OptionSpec option) {
        String[] words = Catalogue.name(option).split("-");
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return Pattern.compile(
                        option.longestName() + "(?![\\w-])|" + (words.length == 1 ? "Setting " : "\\b") + camel + "\\b")
                .matcher(sentence)
                .find();
    }

    private int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandSpec command = last.commandSpec();
        refuseTypedSecrets(last);
        if (last.hasMatchedOption(PRINT) && !last.isUsageHelpRequested()) {
            ((Service) command.userObject()).configuration();
            print(last);
            return CommandLine.ExitCode.OK;
        }
        warnOfReaders(last);
        return new RunLast().execute(parsed);
    }

    /** Who lists the processes of a machine sees what was typed. */
    private void refuseTypedSecrets(ParseResult typed) {
        for (OptionSpec option : typed.matchedOptions()) {
            if (Catalogue.isSecret(option)) {
                String variable = Variables.of(Catalogue.name(option));
                throw new ParameterException(
                        typed.commandSpec().commandLine(),
                        "Found the secret " + option.longestName()
                                + " on the command line, where every user of this machine can"
                                + " see it; give it in the variable " + variable + ", in a file that " + variable
                                + Variables.IN_A_FILE + " names, or as " + Catalogue.name(option) + " in the file of "
                                + FILE);
            }
        }
    }

    /** No refusal: what mounts a file into a container often lets all read it, and nobody else is there. */
    private void warnOfReaders(ParseResult last) {
        CommandLine line = last.commandSpec().commandLine();
        read.values().stream()
                .flatMap(all -> all.entrySet().stream())
                .filter(entry -> catalogue.isSecret(entry.getKey()))
                .flatMap(
                        entry -> entry.getValue().origin() instanceof Origin.Line(Path file, int number) && isOpen(file)
                                ? Stream.of("Warning: all users of this machine can read the secret " + entry.getKey()
                                        + " on " + entry.getValue().origin() + "; close it: chmod 600 " + file)
                                : Stream.empty())
                .forEach(line.getErr()::println);
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException e) {
            return false; // a file system without such permissions, or a file that is gone by now
        }
    }

    private void print(ParseResult last) {
        CommandSpec command = last.commandSpec();
        Map<String, InForce> all = new TreeMap<>();
        for (OptionSpec option : command.options()) {
            if (!catalogue.has(option)) {
                continue;
            }
            if (Catalogue.isClient(option)) {
                clients(command).forEach((name, found) -> all.put(ClientNames.KEY + name, InForce.client(name, found)));
                if (last.hasMatchedOption(option)) {
                    ((Map<?, ?>) option.getValue())
                            .forEach((name, value) -> all.put(
                                    ClientNames.KEY + name,
                                    InForce.client((String) name, new Found((String) value, new Origin.Flag()))));
                }
            } else {
                all.put(Catalogue.name(option), InForce.of(option, origin(last, option)));
            }
        }
        PrintWriter out = command.commandLine().getOut();
        Table table = new Table("setting", "value", "from");
        all.forEach((name, setting) -> table.line(name, setting.value(), setting.origin()));
        table.print(out);
        out.flush();
    }

    private Origin origin(ParseResult last, OptionSpec option) {
        if (last.hasMatchedOption(option)) {
            return new Origin.Flag();
        }
        return unsaid.contains(option)
                ? found(last.commandSpec()).get(Catalogue.name(option)).origin()
                : new Origin.Default();
    }

    /** {@code --config}, on every command that has settings. */
    @Command
    static final class FileOption {
        @Option(
                names = FILE,
                paramLabel = "FILE",
                description =
                        "A file of settings, as docs/configuration.md says. Default: what the variable DESK_CONFIG names, if"
                                + " anything")
        private Path file;
    }

    /** {@code --print-config}, on every service. */
    @Command
    static final class PrintOption {
        @Option(names = PRINT, description = "Check and print the settings, with where each comes from, and end.")
        private boolean wanted;
    }
}
