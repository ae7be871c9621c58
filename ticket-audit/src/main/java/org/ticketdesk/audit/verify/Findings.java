package org.ticketdesk.audit.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The first finding of each desk: what comes after it may be but its consequence. What is no desk's stands for itself, the first
 * of a partition. Not thread-safe.
 */
public final class Findings {
    private final String desk;
    private final Since since;
    private final Set<String> found = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Nothing found yet.
     *
     * @param desk of which alone to say something, or null
     * @param since from where on
     */
    public Findings(String desk, Since since) {
        this.desk = desk;
        this.since = since;
    }

    /** Keeps the finding when it is the desk's first. */
    public void add(Finding finding) {
        add(finding.desk(), () -> finding);
    }

    /**
     * Keeps the finding when it is the desk's first.
     *
     * @param of the desk, or null
     * @param finding is made only when it may be kept
     */
    void add(String of, Supplier<Finding> finding) {
        if (found.contains(of) || desk != null && !Objects.equals(of, desk)) {
            return;
        }
        Finding made = finding.get();
        if (since.admits(made)) {
            found.add(of);
            findings.add(made);
        }
    }

    /** All that were kept, in the order in which they were found. */
    public List<Finding> all() {
        return List.copyOf(findings);
    }
}
