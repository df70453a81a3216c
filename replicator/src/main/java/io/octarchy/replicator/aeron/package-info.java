/**
 * Aeron behind the seams: channels over publications, streams of a member, media drivers. A shell: here are threads, files
 * and sockets.
 */
package io.octarchy.replicator.aeron;
