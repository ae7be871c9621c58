package org.ticketdesk.cli.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a file of settings: Java's properties in UTF-8, with the line on which each begins. */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * What the file says, by its keys.
     *
     * @throws WrongSetting when it cannot be read, or says something twice
     */
    static Map<String, Found> read(Path file) {
        List<String> lines = lines(file);
        Map<String, Found> all = new TreeMap<>();
        for (int at = 0; at < lines.size(); at++) {
            int begin = at;
            StringBuilder whole = new StringBuilder(lines.get(at));
            while (isContinued(whole) && at + 1 < lines.size()) {
                at++;
                whole.append('\n').append(lines.get(at));
            }
            Origin.Line line = new Origin.Line(file, begin + 1);
            parsed(whole.toString(), line).forEach((key, value) -> {
                Found before = all.put((String) key, new Found((String) value, line));
                if (before != null) {
                    throw new WrongSetting(
                            "Found " + key + " twice, on " + before.origin() + " and on " + line + "; give it once");
                }
            });
        }
        return all;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new WrongSetting("The file of settings " + file + " is not UTF-8: write it anew");
        } catch (IOException e) {
            throw new WrongSetting("The file of settings " + file + " cannot be read (" + e + ")");
        }
    }

    private static Properties parsed(String line, Origin.Line origin) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongSetting("Found what is no property on " + origin + " (" + e.getMessage()
                    + "); expected KEY=VALUE, and a backslash before a backslash");
        }
        return parsed;
    }

    /** Whether the next line goes on with this one: an odd number of backslashes at its end, and no comment. */
    private static boolean isContinued(CharSequence line) {
        String text = line.toString();
        int first = text.length() - text.stripLeading().length();
        boolean comment = first < text.length() && "#!".indexOf(text.charAt(first)) >= 0;
        int backslashes = 0;
        while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return !comment && backslashes % 2 == 1;
    }
}
