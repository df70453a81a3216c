package io.octarchy.tools.config;

import io.octarchy.mesh.config.disk.EffectiveConfig;
import io.octarchy.mesh.config.disk.Setting;
import io.octarchy.mesh.config.disk.Unit;
import io.octarchy.tools.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints settings in the form of the file, so that the output is a valid one. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        description = "Print the settings that were set, or all that hold.")
public final class ConfigPrintCommand implements Callable<ExitCode> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "settings file (octarchy.conf when there is one)")
    private Path file;

    @Option(names = "--effective", description = "all settings, defaults included")
    private boolean effective;

    @Option(names = "--origin", description = "tell where each was set, and what it means")
    private boolean origin;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public ExitCode call() {
        final EffectiveConfig config = ConfigFiles.load(file);
        final List<Setting> shown = config.table().stream()
                .filter(setting -> effective || !config.isDefault(setting))
                .toList();
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(config, shown) : text(config, shown));
        out.flush();
        return ExitCode.GOOD;
    }

    private String text(final EffectiveConfig config, final List<Setting> shown) {
        if (shown.isEmpty()) {
            return "# nothing is set: all defaults hold (see --effective)";
        }
        final StringBuilder text = new StringBuilder();
        for (final Setting setting : shown) {
            final String line = setting.key() + " = " + setting.text(config.settings());
            text.append(text.isEmpty() ? "" : System.lineSeparator());
            text.append(origin ? String.format("%-44s # %s", line, comment(config, setting)) : line);
        }
        return text.toString();
    }

    private static String comment(final EffectiveConfig config, final Setting setting) {
        return config.origin(setting) + (setting.doc().isEmpty() ? "" : "; " + setting.doc());
    }

    private String json(final EffectiveConfig config, final List<Setting> shown) {
        final JsonMapper mapper = JsonMapper.builder().build();
        final ObjectNode all = mapper.createObjectNode();
        for (final Setting setting : shown) {
            final double number = setting.value().applyAsDouble(config.settings());
            final ObjectNode node = origin ? all.putObject(setting.key()).put("origin", config.origin(setting)) : all;
            final String key = origin ? "value" : setting.key();
            if (setting.unit() == Unit.FLAG) {
                node.put(key, number != 0);
            } else if (Math.rint(number) == number) {
                node.put(key, (long) number);
            } else {
                node.put(key, number);
            }
        }
        return mapper.writeValueAsString(all);
    }
}
