package org.ticketdesk.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** A locked data folder, and what it keeps between starts beside the brokers' own data: cluster id, size and ports. */
final class DataFolder implements AutoCloseable {
    /** Every broker listens here and nowhere else. */
    static final String HOST = "127.0.0.1";

    private static final String FILE = "cluster.properties";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String BROKERS = "brokers";

    private final Path path;
    private final FolderLock lock;
    private final String clusterId;
    private final List<Endpoint> endpoints;

    private DataFolder(Path path, FolderLock lock, String clusterId, List<Endpoint> endpoints) {
        this.path = path;
        this.lock = lock;
        this.clusterId = clusterId;
        this.endpoints = endpoints;
    }

    /** Where broker {@code id} (from 1 up) serves clients, and where its controller talks to the others. */
    record Endpoint(int id, int clientPort, int controllerPort) {}

    /**
     * Takes the folder for a cluster of that many brokers.
     *
     * @param wishedPort the first broker's port for clients; 0 for the kept one when it is free, and else any
     */
    static DataFolder open(Path folder, int brokers, int wishedPort) {
        Path path = folder.toAbsolutePath().normalize();
        FolderLock lock = FolderLock.take(path, Duration.ZERO);
        try {
            return read(path, brokers, wishedPort, lock);
        } catch (IOException e) {
            lock.close();
            throw new BrokerStartException(
                    "The data folder " + path + " cannot be used (" + e + "): choose one that this user can write to.",
                    e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static DataFolder read(Path path, int brokers, int wishedPort, FolderLock lock) throws IOException {
        Path file = path.resolve(FILE);
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
            String found = kept.getProperty(BROKERS);
            if (!String.valueOf(brokers).equals(found)) {
                throw new BrokerStartException("The data folder " + path + " holds a cluster of " + found
                        + " broker(s), not of " + brokers + ": start it with " + found
                        + ", or choose another folder.");
            }
        }
        String clusterId = kept.getProperty(CLUSTER_ID, Uuid.randomUuid().toString());
        List<Endpoint> endpoints = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            endpoints.add(new Endpoint(
                    id,
                    id == 1 && wishedPort != 0 ? free(wishedPort) : keptOrAny(kept, clientKey(id)),
                    keptOrAny(kept, controllerKey(id))));
        }
        DataFolder folder = new DataFolder(path, lock, clusterId, List.copyOf(endpoints));
        folder.keep();
        return folder;
    }

    private void keep() throws IOException {
        Properties kept = new Properties();
        kept.setProperty(CLUSTER_ID, clusterId);
        kept.setProperty(BROKERS, String.valueOf(endpoints.size()));
        for (Endpoint endpoint : endpoints) {
            kept.setProperty(clientKey(endpoint.id()), String.valueOf(endpoint.clientPort()));
            kept.setProperty(controllerKey(endpoint.id()), String.valueOf(endpoint.controllerPort()));
        }
        replace(path.resolve(FILE), kept);
    }

    /** Never leaves half a file, whenever the program is killed. */
    private static void replace(Path file, Properties content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (Writer writer = Files.newBufferedWriter(draft)) {
            content.store(writer, "Written anew at each start");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String clientKey(int id) {
        return "broker." + id + ".port";
    }

    private static String controllerKey(int id) {
        return "broker." + id + ".controller.port";
    }

    private static int free(int wished) {
        if (!isFree(wished)) {
            throw new BrokerStartException("Port " + wished + " on " + HOST
                    + " is already in use: end the program that listens there, or choose another port (0 is any free"
                    + " one).");
        }
        return wished;
    }

    private static int keptOrAny(Properties kept, String key) {
        String port = kept.getProperty(key);
        if (port != null && isFree(Integer.parseInt(port))) {
            return Integer.parseInt(port);
        }
        return anyFree();
    }

    /**
     * Below the range from which operating systems take the ports of outgoing connections (Linux: from 32768), so that it
     * is still free at the next start, and between this look and the broker's own.
     */
    private static int anyFree() {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .limit(1_000)
                .filter(DataFolder::isFree)
                .findFirst()
                .orElseThrow(() -> new BrokerStartException("None of 1000 ports tried between 20000 and 32000 on "
                        + HOST + " is free: end programs that listen there."));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (BindException inUse) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String clusterId() {
        return clusterId;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The folder of broker {@code id} alone. */
    Path storage(int id) {
        return path.resolve("broker-" + id);
    }

    /** Where broker {@code id} writes its log when it runs in a child JVM. */
    Path log(int id) {
        return path.resolve("broker-" + id + ".log");
    }

    /** Writes a broker's properties where a child JVM finds them, and people too. */
    Path writeProperties(int id, Properties properties) {
        Path file = path.resolve("broker-" + id + ".properties");
        try {
            replace(file, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    String bootstrap() {
        return endpoints.stream().map(e -> HOST + ":" + e.clientPort()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        lock.close();
    }
}
