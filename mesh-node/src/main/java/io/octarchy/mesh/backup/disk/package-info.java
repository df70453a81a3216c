/** Backups of a world: directories with a part of each node and a manifest; and what a world is restored from. */
package io.octarchy.mesh.backup.disk;
