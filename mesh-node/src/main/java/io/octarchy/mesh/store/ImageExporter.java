package io.octarchy.mesh.store;

/** Takes an image out of the store, as a part of a backup. Called by the writer's thread; it may take long. */
@FunctionalInterface
public interface ImageExporter {
    /**
     * Write the image in a map to where it is wanted. Nothing that is there already is touched.
     *
     * @param directory as the operator named it.
     * @param incarnation whose image it is.
     * @param image its tick.
     * @param map has nothing but this image, and leftovers of older ones.
     * @return is it all there, whole and safe?
     */
    boolean export(String directory, int incarnation, long image, RecordMap map);
}
