package io.octarchy.mutants.list;

/** The sets of faults under which faults which bugs are looked for. */
final class Faults {
    static final String NONE = "none";
    static final String CRASHES = "crash,pause,join,clog";
    static final String DISORDER = "pause,partition,one-way,loss,duplication,reordering,clog";
    static final String MIXED = "crash,pause,join,loss,duplication,reordering,clog";
    static final String ALL = "all";

    private Faults() {}
}
