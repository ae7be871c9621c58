package org.ticketdesk.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the settings of the environment: the variables whose name begins with {@code DESK_}. One that is empty says nothing. */
final class Variables {
    static final String PREFIX = "DESK_";

    /** Names the file of settings. */
    static final String FILE = PREFIX + "CONFIG";

    /** What a variable ends with that names a file with a secret. */
    static final String IN_A_FILE = "_FILE";

    private final Catalogue catalogue;
    private final Map<String, Found> all = new TreeMap<>();

    private Variables(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What the environment says, by the keys that a file of settings has.
     *
     * @throws WrongSetting when a variable is not known, or a file that one names cannot be read
     */
    static Map<String, Found> read(Map<String, String> environment, Catalogue catalogue) {
        Variables variables = new Variables(catalogue);
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE) && !value.isEmpty()) {
                variables.take(name, value);
            }
        });
        return variables.all;
    }

    /** The variable of a key. */
    static String of(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private void take(String variable, String value) {
        String key = key(variable);
        String secret =
                variable.endsWith(IN_A_FILE) ? key(variable.substring(0, variable.length() - IN_A_FILE.length())) : key;
        if (!isCertain(variable, key) && !secret.equals(key) && catalogue.isSecret(secret)) {
            Path file = Path.of(value);
            put(secret, new Found(content(variable, file), new Origin.NamedFile(variable, file)));
        } else if (catalogue.isKnown(key)) {
            put(key, new Found(value, new Origin.Variable(variable)));
        } else {
            throw new WrongSetting(
                    "Found the variable " + variable + ", which is none of this program's; the nearest is "
                            + of(catalogue.nearest(key)) + ". Correct or unset it");
        }
    }

    /** Whether a variable is known by its whole name: any other may be a property of a plug-in of Kafka's clients. */
    private boolean isCertain(String variable, String key) {
        return variable.startsWith(ClientNames.VARIABLE)
                ? ClientNames.isKnown(variable.substring(ClientNames.VARIABLE.length()))
                : catalogue.isKnown(key);
    }

    private static String key(String variable) {
        return variable.startsWith(ClientNames.VARIABLE)
                ? ClientNames.KEY + ClientNames.of(variable.substring(ClientNames.VARIABLE.length()))
                : variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void put(String key, Found found) {
        Found before = all.put(key, found);
        if (before != null) {
            throw new WrongSetting(
                    "Found " + key + " twice, in " + before.origin() + " and in " + found.origin() + "; give one");
        }
    }

    private static String content(String variable, Path file) {
        try {
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new WrongSetting("The file " + file + " that " + variable + " names cannot be read (" + e + ")");
        }
    }
}
