package org.ticketdesk.cli.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A setting as a person is told of it.
 *
 * @param name its key in a file
 * @param secret whether nobody may see it: then it has no flag
 * @param form what its value looks like; empty for a switch
 * @param meaning what it does, in one or more sentences
 * @param otherwise what it is when nobody says; empty when it is then not set
 */
public record Setting(String name, boolean secret, String form, String meaning, String otherwise) {
    private static final Pattern DEFAULT = Pattern.compile("^(.*?)[.,;]? Default: (.*?)\\.?$");

    static Setting of(OptionSpec option) {
        String text = String.join(" ", option.description());
        Matcher parts = DEFAULT.matcher(text);
        boolean said = parts.matches();
        String otherwise = said ? parts.group(2) : option.typeInfo().isBoolean() ? "false" : "";
        return new Setting(
                Catalogue.name(option),
                Catalogue.isSecret(option),
                option.paramLabel(),
                said ? parts.group(1) : text.replaceFirst("\\.$", ""),
                otherwise.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue())));
    }

    /** The variable of the environment. */
    public String variable() {
        return Variables.of(name);
    }
}
