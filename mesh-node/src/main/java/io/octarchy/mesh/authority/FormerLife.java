package io.octarchy.mesh.authority;

/**
 * What a life that was declared dead leaves to the next one in the same process (rule 7): the copies that it held, and no
 * authority. Nothing in it changes any more, and the next life holds it only until the takeover is closed.
 *
 * @param incarnation of the life that is over.
 * @param last what it ruled, had in doubt and removed, as it was at its end.
 * @param followed what it held as standby of others.
 * @param kept what it kept of entities that it had handed over (rule 23).
 */
public record FormerLife(int incarnation, StandbyImage last, StandbyCopies followed, KeptCopies kept) {
    /**
     * Of a node that does nothing any more. Allocates.
     *
     * @param founded newest founding whose entities it had.
     */
    public static FormerLife of(
            final AuthorityContext context, final StandbyCopies followed, final Removals removals, final int founded) {
        final int maxLuggage = context.luggage().maxLength();
        return new FormerLife(
                context.fencing().incarnation(),
                StandbyImage.ofSelf(context, maxLuggage, removals, founded),
                followed,
                context.kept());
    }
}
