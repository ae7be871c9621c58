package org.ticketdesk.embedded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of child JVMs, with an archive of its loaded classes (class-data sharing) that halves their start. The
 * first child writes the archive as it ends; later ones, of any program of this user with the same class path, use it.
 *
 * <p>A JVM archives only classes from jars, so this module's own classes are packed when they lie in a folder, and other
 * folders of this JVM's class path are left out.
 */
final class ChildClasses {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final String classPath;
    private final Path archive;
    private final Path draft;
    private boolean draftGiven;

    private ChildClasses(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
        this.draft = archive.resolveSibling(UUID.randomUUID() + ".draft");
    }

    /** Keeps the archive in the folder for temporary files, where nobody but this user may write to it. */
    static ChildClasses ofThisUser() {
        return in(Path.of(System.getProperty("java.io.tmpdir"), "embedded-kafka-" + System.getProperty("user.name")));
    }

    static ChildClasses in(Path cache) {
        try {
            own(cache);
            List<Path> classPath = classPath(cache);
            StringBuilder facts = new StringBuilder(System.getProperty("java.vm.version"));
            for (Path jar : classPath) {
                facts.append('\n')
                        .append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ');
                facts.append(Files.getLastModifiedTime(jar));
            }
            String name = fingerprint(facts.toString().getBytes(StandardCharsets.UTF_8)) + ".jsa";
            return new ChildClasses(
                    String.join(
                            File.pathSeparator,
                            classPath.stream().map(Path::toString).toList()),
                    cache.resolve(name));
        } catch (IOException e) {
            throw new BrokerStartException(
                    "The cache of child JVMs' classes " + cache + " cannot be used (" + e
                            + "): remove it, or choose another java.io.tmpdir.",
                    e);
        }
    }

    /** What is mapped from there is run: so it must be nobody else's. */
    private static void own(Path cache) throws IOException {
        try {
            Files.createDirectory(cache, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            String owner = Files.getOwner(cache, NOFOLLOW_LINKS).getName();
            if (!owner.equals(System.getProperty("user.name"))
                    || !Files.getPosixFilePermissions(cache, NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
                throw new BrokerStartException("The cache of child JVMs' classes " + cache + " belongs to " + owner
                        + " or is open to others: remove it, or choose another java.io.tmpdir.");
            }
        }
    }

    private static List<Path> classPath(Path cache) throws IOException {
        Path own = ownClasses();
        Set<Path> jars = new LinkedHashSet<>();
        jars.add(Files.isDirectory(own) ? packed(own, cache) : own);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(path)) {
                jars.add(path);
            }
        }
        return List.copyOf(jars);
    }

    private static Path ownClasses() {
        try {
            return Path.of(ChildMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path packed(Path folder, Path cache) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> files =
                        Files.walk(folder).filter(Files::isRegularFile).sorted()) {
            for (Path file : (Iterable<Path>) files::iterator) {
                JarEntry entry = new JarEntry(folder.relativize(file).toString());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                jar.putNextEntry(entry);
                Files.copy(file, jar);
            }
        }
        Path jar = cache.resolve(fingerprint(bytes.toByteArray()) + ".jar");
        if (Files.notExists(jar)) {
            Path draft = cache.resolve(UUID.randomUUID() + ".draft");
            Files.write(draft, bytes.toByteArray());
            Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** For one child: its class path, with the archive to use, or, for one child when there is none yet, to write. */
    List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of("-cp", classPath));
        if (Files.exists(archive)) {
            arguments.add("-XX:SharedArchiveFile=" + archive);
        } else if (!draftGiven) {
            draftGiven = true;
            arguments.add("-XX:ArchiveClassesAtExit=" + draft);
        }
        return arguments;
    }

    /** For when all children have ended by themselves, so that only a whole archive is ever seen under its name. */
    void keepArchive() {
        try {
            if (Files.exists(draft)) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
