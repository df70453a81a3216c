package io.octarchy.tools.record;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a run came to, for a terminal: the figures of {@link RunSummary} that one looks for first. */
final class SummaryText {
    private static final String NOT_MEASURED = "-";

    private final JsonNode json;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(final JsonNode json) {
        this.json = json;
    }

    static String of(final JsonNode summary) {
        final SummaryText text = new SummaryText(summary);
        text.putFigures();
        text.putInvariants();
        return text.text.toString().stripTrailing();
    }

    private void putFigures() {
        line(
                "run",
                "%s players for %s s on %s nodes (%s, %s, seed %s)",
                whole("players"),
                decimal("seconds"),
                range(whole("nodesMin"), whole("nodesMax")),
                json.path("scenario").asString(),
                json.path("isolation").asString(),
                whole("seed"));
        line("ticks", "%s at %s Hz; in ms: %s", whole("ticks"), decimal("tickHz"), times("tick"));
        line(
                "",
                "%s skipped, %s doubled, %s frozen; %s bytes allocated a tick",
                whole("ticksSkipped"),
                whole("ticksDoubled"),
                whole("ticksFrozen"),
                decimal("allocatedBytesPerTick"));
        line("handovers", "%s; in µs: %s", whole("handovers"), times("handover"));
        line(
                "",
                "%s over a border, %s under a moving border; %s aborted, %s back within 10 s",
                whole("crossings"),
                whole("migratedEntities"),
                whole("handoverAborts"),
                whole("returnsWithin10s"));
        line(
                "commands",
                "%s sent to other nodes, %s applied there; %s returned, %s refused, %s forwarded",
                whole("commandsSent"),
                whole("commandsApplied"),
                whole("commandsReturned"),
                whole("commandsRefused"),
                whole("commandsForwarded"));
        line(
                "together",
                "%s brought to another node to act with an entity there, %s were not",
                whole("togetherBrought"),
                whole("togetherFailed"));
        line("no authority", "in µs: %s", times("authorityGap"));
        line(
                "players",
                "at least %s connected; %s bytes a second each; %s of %s updates came",
                whole("playersConnected", "min"),
                decimal("bytesPerPlayerPerSecond"),
                whole("updatesDelivered"),
                whole("updatesDue"));
        line("input to view", "in ms: %s", times("inputToView"));
        line(
                "map",
                "%s borders shifted, %s splits, %s merges; %s nodes spawned, %s retired; imbalance %s",
                whole("borderShifts"),
                whole("splits"),
                whole("merges"),
                whole("spawned"),
                whole("retired"),
                decimal("imbalance", "mean"));
        line(
                "takeovers",
                "%s; outage in ms: %s; rolled back %s ticks at most; unprotected for %s ms",
                whole("takeovers"),
                times("outage"),
                whole("rollbackTicks", "max"),
                whole("unprotectedMs"));
        line(
                "",
                "outage of each crash, in ms: %s; %s stale writes accepted",
                times("outagePerCrash"),
                whole("staleAccepted"));
        if (json.path("faults").isObject()) {
            line("faults", "%s", times("faults"));
        }
        line(
                "entities",
                "%s created, %s removed, %s alive",
                whole("entitiesCreated"),
                whole("entitiesRemoved"),
                whole("entitiesAlive"));
    }

    private void putInvariants() {
        final StringBuilder names = new StringBuilder();
        final StringBuilder checked = new StringBuilder();
        final StringBuilder violations = new StringBuilder();
        json.path("checked").properties().forEach(entry -> {
            final String name = entry.getKey();
            names.append(String.format("%11s", name));
            checked.append(String.format("%11s", whole("checked", name)));
            violations.append(String.format("%11s", whole("violations", name)));
        });
        line("invariant", "%s", names);
        line("checked", "%s", checked);
        line("violations", "%s", violations);
    }

    private void line(final String name, final String format, final Object... values) {
        text.append(String.format("%-14s", name))
                .append(String.format(format, values))
                .append(System.lineSeparator());
    }

    /** The percentiles of a histogram in one line. */
    private String times(final String name) {
        final StringBuilder all = new StringBuilder();
        json.path(name).properties().forEach(entry -> all.append(all.isEmpty() ? "" : "  ")
                .append(entry.getKey())
                .append(' ')
                .append(decimal(entry.getValue())));
        return all.toString();
    }

    private static String range(final String least, final String most) {
        return least.equals(most) ? most : least + " to " + most;
    }

    private String whole(final String... path) {
        final JsonNode value = at(path);
        return value.isNumber() ? String.format(Locale.ROOT, "%,d", value.asLong()) : NOT_MEASURED;
    }

    private String decimal(final String... path) {
        return decimal(at(path));
    }

    /** Three digits that count are enough to read. */
    private static String decimal(final JsonNode value) {
        if (!value.isNumber()) {
            return NOT_MEASURED;
        }
        final double number = value.asDouble();
        final int digits = number >= 100 || number == 0 ? 0 : number >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    private JsonNode at(final String... path) {
        JsonNode node = json;
        for (final String key : path) {
            node = node.path(key);
        }
        return node;
    }
}
