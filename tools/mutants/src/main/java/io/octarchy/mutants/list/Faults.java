package io.octarchy.mutants.list;

/** The sets of faults under which bugs are looked for. */
final class Faults {
    static final String NONE = "none";
    static final String CRASHES = "crash,pause,join,clog";
    static final String DISORDER = "pause,partition,one-way,loss,duplication,reordering,clog";
    static final String LATE = "pause,clog,loss";
    static final String CUT_OFF = "crash,partition,one-way,clog";
    static final String CLOCKS = "crash,clock,pause";
    static final String MIXED = "crash,pause,join,loss,duplication,reordering,clog";
    static final String AIMED = "join,ambush,lag";
    static final String STORMS = "join,ambush,storm";
    static final String ALL = "all";

    private Faults() {}
}
