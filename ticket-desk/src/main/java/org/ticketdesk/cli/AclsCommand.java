package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.events.access.Grant;
import org.ticketdesk.events.access.Party;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code desk topics acls}: who must be granted what. */
@Command(
        name = "acls",
        description = {
            "Prints the access rules that each party needs, the least with which it works, as calls of Kafka's own tool; or"
                    + " creates them.",
            "",
            "Without --create no broker is asked."
        })
final class AclsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--party",
            paramLabel = "PARTY=PRINCIPAL",
            converter = {ByLabel.class, PrincipalForm.class},
            description =
                    "Who is a gateway, gateway-with-outcomes, dashboard, processor, projection, auditor or operator,"
                            + " as gateway=User:social; may be given more than once. Default: all, each under its own name")
    private Map<Party, String> principals = new LinkedHashMap<>();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = Party.APPLICATION_ID,
            description = "As the processors have it. Default: ${DEFAULT-VALUE}")
    private String applicationId;

    @Option(names = "--create", description = "Create the rules on the broker; those that are there already stay.")
    private boolean create;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (create) {
            out.println("%d access rules are there.".formatted(created()));
        } else {
            named().forEach((party, principal) -> print(party, principal, out));
        }
        out.flush();
        return 0;
    }

    private Map<Party, String> named() {
        if (!principals.isEmpty()) {
            return principals;
        }
        Map<Party, String> all = new LinkedHashMap<>();
        Stream.of(Party.values()).forEach(party -> all.put(party, "User:" + party.label()));
        return all;
    }

    private void print(Party party, String principal, PrintWriter out) {
        out.println("# " + party.label() + ": " + party.task());
        for (Grant grant : party.grants(applicationId)) {
            out.println("kafka-acls.sh --bootstrap-server " + broker.bootstrap() + " --command-config admin.properties "
                    + grant.toolArguments(principal));
        }
    }

    private int created() {
        if (principals.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Option '--create' needs at least one '--party': who is it that is granted?");
        }
        List<AclBinding> rules = principals.entrySet().stream()
                .flatMap(named -> named.getKey().grants(applicationId).stream()
                        .flatMap(grant -> grant.rules(named.getValue()).stream()))
                .toList();
        try (Admin admin = broker.clients().admin()) {
            admin.createAcls(rules).all().get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        }
        return rules.size();
    }

    private static RuntimeException problem(Throwable cause) {
        return switch (cause) {
            case SecurityDisabledException nobodyIsDenied ->
                new CommandFailed("The cluster has no authorizer, so everybody may do everything: set"
                        + " authorizer.class.name on its brokers (docs/security.md).");
            case KafkaException known -> known;
            default -> new KafkaException(cause);
        };
    }

    private static final class ByLabel implements ITypeConverter<Party> {
        @Override
        public Party convert(String label) {
            return Stream.of(Party.values())
                    .filter(party -> party.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + label + "' is no party, expected one of "
                            + String.join(
                                    ", ",
                                    Stream.of(Party.values()).map(Party::label).toList())));
        }
    }

    private static final class PrincipalForm implements ITypeConverter<String> {
        @Override
        public String convert(String principal) {
            if (!principal.matches("\\w+:\\S+")) {
                throw new TypeConversionException("'" + principal + "' is no principal such as User:NAME");
            }
            return principal;
        }
    }
}
