package org.ticketdesk.cli.settings;

import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Which options are settings. */
final class Catalogue {
    /** The fields and methods that take them: commands share a class of options, and so a setting. */
    private final Set<Object> members = new HashSet<>();

    private final Map<String, OptionSpec> byName = new TreeMap<>();

    /** Of a command and all that are under it. */
    Catalogue(CommandSpec root) {
        all(root)
                .flatMap(command -> command.options().stream()
                        .filter(option -> command.userObject() instanceof Service || isMarked(option.userObject())))
                .forEach(option -> {
                    members.add(option.userObject());
                    byName.putIfAbsent(name(option), option);
                });
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command), command.subcommands().values().stream().flatMap(sub -> all(sub.getCommandSpec())));
    }

    private static boolean isMarked(Object member) {
        return member instanceof AnnotatedElement of && of.isAnnotationPresent(Configurable.class);
    }

    /** What an option is called as a setting. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    /** Whether an option of whatever command is a setting. */
    boolean has(OptionSpec option) {
        return members.contains(option.userObject());
    }

    /** Whether a key is a setting's, or one of Kafka's clients. */
    boolean isKnown(String key) {
        return key.startsWith(ClientNames.KEY) && key.length() > ClientNames.KEY.length()
                || byName.containsKey(key) && !isClient(byName.get(key));
    }

    /** Whether nobody may see what the setting of this key is. */
    boolean isSecret(String key) {
        return key.startsWith(ClientNames.KEY)
                ? ClientNames.isSecret(key.substring(ClientNames.KEY.length()))
                : byName.containsKey(key) && isSecret(byName.get(key));
    }

    /** Whether an option holds the properties of Kafka's clients, each of which is a setting of its own. */
    static boolean isClient(OptionSpec option) {
        return (name(option) + ".").equals(ClientNames.KEY);
    }

    static boolean isSecret(OptionSpec option) {
        return option.type() == Secret.class;
    }

    /** The setting that a key resembles most. */
    String nearest(String key) {
        CommandLine names = new CommandLine(CommandSpec.create());
        byName.keySet().forEach(name -> names.addSubcommand(name, CommandSpec.create()));
        return new UnmatchedArgumentException(names, List.of(key))
                .getSuggestions()
                .getFirst();
    }
}
