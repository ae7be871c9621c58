package org.ticketdesk.cli.settings;

import picocli.CommandLine.Model.OptionSpec;

/** What a setting is, as it may be shown, and where that was found. */
record InForce(String value, Origin origin) {

    static InForce of(OptionSpec option, Origin origin) {
        Object value = option.getValue();
        return new InForce(value == null ? Setting.of(option).otherwise() : shown(value.toString()), origin);
    }

    static InForce client(String name, Found found) {
        return new InForce(ClientNames.isSecret(name) ? Secret.HIDDEN : shown(found.value()), found.origin());
    }

    /** A password may stand in a URL. */
    private static String shown(String text) {
        return text.replaceAll("(?i)((?:password|secret)[^=&;\\s]*=)[^&;\\s]*", "$1" + Secret.HIDDEN)
                .replaceAll("//[^/@\\s]*:[^/@\\s]*@", "//" + Secret.HIDDEN + "@");
    }
}
