package io.octarchy.mesh.store;

import io.octarchy.replicator.frame.FrameChannel;

/**
 * A node's way to its store.
 *
 * @param images takes records of the disk schema, in images: entities first, then the image. It has room for all of a node.
 * @param progress what becomes of them.
 */
public record StoreLink(FrameChannel images, StoreProgress progress) {}
