package org.ticketdesk.cli.settings;

import java.nio.file.Path;

/** Where a value was found. The text is how a person is told. */
public sealed interface Origin {

    /** On the command line. */
    record Flag() implements Origin {
        @Override
        public String toString() {
            return "the command line";
        }
    }

    /** In the environment. */
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "the variable " + name;
        }
    }

    /** In a file that holds nothing else, which a variable names. */
    record NamedFile(String variable, Path file) implements Origin {
        @Override
        public String toString() {
            return "the file " + file + " that " + variable + " names";
        }
    }

    /** In the file of settings; lines are counted from 1. */
    record Line(Path file, int number) implements Origin {
        @Override
        public String toString() {
            return "line " + number + " of " + file;
        }
    }

    /** Nowhere: the software decides. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
