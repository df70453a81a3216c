package io.octarchy.tools.simulate;

import io.octarchy.mutants.Hunt;
import java.util.List;

/** What a hunt came to, as Markdown. */
final class MutantTable {
    private MutantTable() {}

    static String of(final List<Hunt.Trophy> trophies) {
        final StringBuilder text =
                new StringBuilder("| planted bug | breaks | what it does | faults | seeds | found by |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (final Hunt.Trophy trophy : trophies) {
            text.append("| `")
                    .append(trophy.mutant().name())
                    .append("` | ")
                    .append(trophy.mutant().rule())
                    .append(" | ")
                    .append(trophy.mutant().what())
                    .append(" | ")
                    .append(trophy.faults())
                    .append(" | ")
                    .append(trophy.seeds())
                    .append(" | ")
                    .append(trophy.isFound() ? trophy.invariant() : "**not found**")
                    .append(" |\n");
        }
        return text.toString();
    }
}
