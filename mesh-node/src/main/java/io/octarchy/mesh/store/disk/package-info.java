/** The store's files: a directory with two Chronicle Maps, and the thread that writes them. */
package io.octarchy.mesh.store.disk;
