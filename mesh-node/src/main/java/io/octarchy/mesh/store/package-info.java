/** What a node has, on disk: records that tell when they are torn, and two images that take turns. */
package io.octarchy.mesh.store;
