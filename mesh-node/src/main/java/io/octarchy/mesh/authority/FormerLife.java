package io.octarchy.mesh.authority;

/**
 * What a life that was declared dead leaves to the next one (rule 7): the copies that it held, and no authority. Nothing in
 * it changes any more, and the next life holds it only until the takeover is closed.
 *
 * @param mesh that it was a member of, as Joined told it.
 * @param incarnation of the life that is over.
 * @param last what it ruled, had in doubt and removed, as it was at its end.
 * @param followed what it held as standby of others.
 * @param kept what it kept of entities that it had handed over (rule 23); null for nothing.
 */
public record FormerLife(long mesh, int incarnation, StandbyImage last, StandbyCopies followed, KeptCopies kept)
        implements Inheritance {
    /**
     * Of a node that does nothing any more. Allocates.
     *
     * @param founded newest founding whose entities it had.
     */
    public static FormerLife of(
            final long mesh,
            final AuthorityContext context,
            final StandbyCopies followed,
            final Removals removals,
            final int founded) {
        final int maxLuggage = context.luggage().maxLength();
        return new FormerLife(
                mesh,
                context.fencing().incarnation(),
                StandbyImage.ofSelf(context, maxLuggage, removals, founded),
                followed,
                context.kept());
    }

    @Override
    public FormerLife at(final long cut) {
        return this;
    }
}
